package dev.slipway.files;

import dev.slipway.Failure;
import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import dev.slipway.data.Column;
import dev.slipway.data.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV file, or of a piece of one: each value becomes one of its column's type, exactly, and what is no row is
 * given to the rejects, in the order of the file. Rows and rejects are as many as {@link RecordCount} counts. Not thread-safe.
 */
final class CsvRows implements Batches {
    private static final char MAX_ASCII = 0x7F;

    private final FileInput input;
    private final Rejects rejects;
    private final CsvRecords records;
    private final Table table;
    private final List<CsvColumn> columns;
    private final List<CsvReject> found = new ArrayList<>();
    private final BitSet gone = new BitSet();

    private CsvRows(FileInput input, FileSchema schema, Rejects rejects, CsvRecords records, int[] positions) {
        this.input = input;
        this.rejects = rejects;
        this.records = records;
        table = schema.table();
        columns = IntStream.range(0, positions.length)
                .mapToObj(i -> new CsvColumn(schema.columns().get(i), positions[i]))
                .toList();
    }

    /**
     * Begins to read.
     *
     * @throws Failure INPUT when it is no such file as the schema says, then or while rows are asked for; else as {@link
     *     Unpacked#open}
     */
    static CsvRows open(FileInput input, FileSchema schema, FileFormat.Csv format, CsvPiece piece, Rejects rejects) {
        Optional<List<String>> first = CsvHeader.first(input, format);
        int[] positions = CsvHeader.positions(input, schema, format.header() ? first : Optional.empty());
        if (format.header() && first.isEmpty()) {
            throw FileTrouble.damaged(input.name(), "is empty, expected a header: " + header(schema));
        }
        requireDialect(format);
        int values =
                format.header() ? first.orElseThrow().size() : schema.columns().size();
        CsvRecords records = new CsvRecords(
                CsvText.open(input, format, piece),
                format,
                values,
                piece,
                input.size(),
                ReadSettings.DEFAULT.recordBytesMax());
        return new CsvRows(input, schema, rejects, records, positions);
    }

    /** The header that a file of this schema would have. */
    static String header(FileSchema schema) {
        return schema.columns().stream()
                .map(column -> CsvHeader.names(column).stream().findFirst().orElse(column.name()))
                .collect(Collectors.joining(","));
    }

    private static void requireDialect(FileFormat.Csv format) {
        List<Character> special = Stream.of(
                        Optional.of(format.delimiter()), format.quote(), format.escape(), format.comment())
                .flatMap(Optional::stream)
                .toList();
        if (special.stream().anyMatch(c -> c > MAX_ASCII || c == '\n' || c == '\r')
                || format.quote().filter(c -> c == format.delimiter()).isPresent()
                || format.quote().isEmpty() && format.escape().isPresent()) {
            throw refused(
                    "delimiter, quote, escape and comment are characters of ASCII, quote is another than delimiter, and"
                            + " escape is for what has a quote");
        }
        for (String text : format.nulls()) {
            if (special.stream().limit(3).anyMatch(c -> text.indexOf(c) >= 0)) {
                throw refused(RawText.shown(text)
                        + " cannot mean that there is no value: delimiter, quote and escape are not in it");
            }
        }
    }

    private static Failure refused(String why) {
        return new Failure(Failure.Kind.CONFIG, "the schema's format cannot be had: " + why);
    }

    @Override
    public @Nullable Batch next(int rowsMax) {
        try {
            while (records.next(rowsMax)) {
                Batch rows = rows();
                tell();
                if (rows.rows() > 0) {
                    return rows;
                }
            }
            return null;
        } catch (IOException e) {
            throw FileTrouble.unread(input.name(), e);
        }
    }

    /** How many bytes of the text were read so far. */
    long bytesRead() {
        return records.bytes();
    }

    private Batch rows() {
        gone.clear();
        found.clear();
        found.addAll(records.faults());
        requireText();
        CsvColumn.Misfits misfits = new CsvColumn.Misfits() {
            @Override
            public boolean has(int row) {
                return gone.get(row);
            }

            @Override
            public void add(int row, String column, String reason) {
                gone.set(row);
                found.add(records.reject(row, Optional.of(column), reason));
            }
        };
        List<Column> all = new ArrayList<>(columns.size());
        for (CsvColumn column : columns) {
            all.add(column.of(records, misfits));
        }
        Batch rows = new Batch(table, records.rows(), all);
        return gone.isEmpty()
                ? rows
                : rows.at(IntStream.range(0, records.rows())
                        .filter(row -> !gone.get(row))
                        .toArray());
    }

    private void requireText() {
        for (int row = 0; row < (records.isText() ? 0 : records.rows()); row++) {
            Optional<String> wrong = records.wrongBytes(row);
            if (wrong.isPresent()) {
                gone.set(row);
                found.add(records.reject(row, Optional.empty(), wrong.get()));
            }
        }
    }

    /** Columns have found theirs one after the other. */
    private void tell() {
        found.sort(Comparator.comparingInt(CsvReject::start));
        for (CsvReject reject : found) {
            String raw = RawText.of(records.data(), reject.start(), reject.end(), reject.size());
            rejects.add(new Reject(input.name(), reject.line(), reject.column(), raw, reject.reason()));
        }
    }

    @Override
    public void close() {
        records.close();
    }
}
