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

/** Finds where in a CSV file the records stand that are no rows, and what they are, by walking over it again. */
final class CsvRejects {
    private final FileInput input;
    private final FileFormat.Csv format;
    private final int values;
    private final CsvFile file;

    private record Why(Optional<String> column, String reason) {}

    CsvRejects(FileInput input, FileFormat.Csv format, int values, CsvFile file) {
        this.input = input;
        this.format = format;
        this.values = values;
        this.file = file;
    }

    /** Gives all to {@code rejects}, in the order of the file. */
    void tell(List<CsvReject> misfits, List<CsvRecords.Fault> faults, Rejects rejects) {
        Walk walk = new Walk(misfits, faults, file.headers());
        file.walk(walk);
        if (walk.numbers.size() != misfits.size() + faults.size()) {
            throw FileTrouble.damaged(
                    input.name(),
                    "has records that do not fit, at places that cannot be told: its quotes or line ends are not as the"
                            + " schema's format says");
        }
        try (InputStream text = CsvText.open(input, format)) {
            CsvText.scan(input, format, values, new Telling(walk.numbers, text, rejects));
        } catch (IOException e) {
            throw FileTrouble.unread(input.name(), e);
        }
    }

    /** Follows a walk over the file itself: what could be taken apart is numbered as others have read it. */
    private final class Telling implements CsvScan.Records {
        private final Map<Long, Why> numbers;
        private final InputStream text;
        private final Rejects rejects;
        private final int headers = format.header() ? 1 : 0;
        private long number;
        private long at;

        Telling(Map<Long, Why> numbers, InputStream text, Rejects rejects) {
            this.numbers = numbers;
            this.text = text;
            this.rejects = rejects;
        }

        @Override
        public void record(long count, long line, long from, long to, String problem) throws IOException {
            if (count < headers) {
                return;
            }
            Why why = problem.isEmpty() ? numbers.get(number) : new Why(Optional.empty(), problem);
            number += problem.isEmpty() ? 1 : 0;
            if (why == null) {
                return;
            }
            text.skipNBytes(from - at);
            byte[] raw = text.readNBytes((int) Math.min(Reject.RAW_BYTES_MAX + 4L, to - from));
            at = from + raw.length;
            rejects.add(new Reject(
                    input.name(), line, why.column(), RawText.of(raw, 0, raw.length, to - from), why.reason()));
        }
    }

    /** Each record that was taken apart is a row, in their order; what was not begins where DuckDB says, or is the next. */
    private static final class Walk implements CsvScan.Records {
        private final Map<Long, Why> numbers = new HashMap<>();
        private final Deque<CsvReject> misfits;
        private final Deque<CsvRecords.Fault> faults;
        private final int headers;
        private long row;

        Walk(List<CsvReject> misfits, List<CsvRecords.Fault> faults, int headers) {
            this.misfits = new ArrayDeque<>(misfits);
            this.faults = new ArrayDeque<>(faults);
            this.headers = headers;
        }

        @Override
        public void record(long count, long line, long from, long to, String problem) {
            if (count < headers) {
                return;
            }
            long number = count - headers;
            CsvRecords.Fault fault = faults.peek();
            if (fault != null && fault.at() < to) {
                faults.remove();
                numbers.put(number, new Why(Optional.empty(), fault.reason()));
                return;
            }
            CsvReject misfit = misfits.peek();
            if (misfit != null && misfit.row() == row) {
                misfits.remove();
                numbers.put(number, new Why(misfit.column(), misfit.reason()));
            }
            row++;
        }
    }
}
