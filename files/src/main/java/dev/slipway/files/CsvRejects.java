package dev.slipway.files;

import dev.slipway.duckdb.CsvRecords;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds where in a CSV file the records stand that are no rows, and what they are, by walking over it again. */
final class CsvRejects {
    private final FileInput input;
    private final FileFormat.Csv format;
    private final CsvFile file;

    private record Why(Optional<String> column, String reason) {}

    private record Place(long line, long from, long to, Why why) {}

    CsvRejects(FileInput input, FileFormat.Csv format, CsvFile file) {
        this.input = input;
        this.format = format;
        this.file = file;
    }

    /** Gives all to {@code rejects}, in the order of the file. */
    void tell(List<CsvReject> misfits, List<CsvRecords.Fault> faults, Rejects rejects) {
        Map<Long, Why> numbers = numbers(misfits, faults);
        Map<Long, Place> places = new TreeMap<>();
        CsvText.scan(input, format, (number, line, from, to) -> {
            Why why = numbers.get(number);
            if (why != null) {
                places.put(from, new Place(line, from, to, why));
            }
        });
        if (places.size() != numbers.size()) {
            throw FileTrouble.damaged(input.name(), "was changed while it was read; read it again");
        }
        tell(places.values(), rejects);
    }

    /** Which records they are, a header included. */
    private Map<Long, Why> numbers(List<CsvReject> misfits, List<CsvRecords.Fault> faults) {
        Walk walk = new Walk(misfits, faults, file.headers(), format.header() ? 1 - file.headers() : 0);
        file.walk(walk);
        if (walk.numbers.size() != misfits.size() + faults.size()) {
            throw FileTrouble.damaged(
                    input.name(),
                    "has records that do not fit, at places that cannot be told: its quotes or line ends are not as the"
                            + " schema's format says");
        }
        return walk.numbers;
    }

    /** Each record that was taken apart is a row, in their order; what was not begins where DuckDB says, or is the next. */
    private static final class Walk implements CsvScan.Records {
        private final Map<Long, Why> numbers = new HashMap<>();
        private final Deque<CsvReject> misfits;
        private final Deque<CsvRecords.Fault> faults;
        private final int headers;
        private final int before;
        private long row;

        Walk(List<CsvReject> misfits, List<CsvRecords.Fault> faults, int headers, int before) {
            this.misfits = new ArrayDeque<>(misfits);
            this.faults = new ArrayDeque<>(faults);
            this.headers = headers;
            this.before = before;
        }

        @Override
        public void record(long number, long line, long from, long to) {
            if (number < headers) {
                return;
            }
            CsvRecords.Fault fault = faults.peek();
            if (fault != null && fault.at() < to) {
                faults.remove();
                numbers.put(number + before, new Why(Optional.empty(), fault.reason()));
                return;
            }
            CsvReject misfit = misfits.peek();
            if (misfit != null && misfit.row() == row) {
                misfits.remove();
                numbers.put(number + before, new Why(misfit.column(), misfit.reason()));
            }
            row++;
        }
    }

    private void tell(Iterable<Place> places, Rejects rejects) {
        try (InputStream text = CsvText.open(input, format)) {
            long at = 0;
            for (Place place : places) {
                text.skipNBytes(place.from() - at);
                byte[] raw = text.readNBytes((int) Math.min(Reject.RAW_BYTES_MAX + 4L, place.to() - place.from()));
                at = place.from() + raw.length;
                String shown = RawText.of(raw, 0, raw.length, place.to() - place.from());
                rejects.add(new Reject(
                        input.name(),
                        place.line(),
                        place.why().column(),
                        shown,
                        place.why().reason()));
            }
        } catch (IOException e) {
            throw FileTrouble.unread(input.name(), e);
        }
    }
}
