package dev.slipway.files;

import dev.slipway.Failure;
import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import dev.slipway.data.Column;
import dev.slipway.data.Table;
import dev.slipway.duckdb.CsvDialect;
import dev.slipway.duckdb.CsvRecords;
import dev.slipway.duckdb.DuckDb;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV file: DuckDB takes its records apart, each value becomes one of its column's type, exactly, and what is no
 * row is given to the rejects when all was read, in the order of the file. Rows and rejects are as many as a walk over the file
 * by other means has counted. Not thread-safe; closing it leaves the engine open.
 */
public final class CsvRows implements Batches {
    /** So many records of one file are remembered that are no rows. */
    public static final int REJECTS_MAX = 100_000;

    private static final char MAX_ASCII = 0x7F;

    private final FileInput input;
    private final FileFormat.Csv format;
    private final int values;
    private final Rejects rejects;
    private final CsvFile file;
    private final CsvRecords records;
    private final Table table;
    private final List<CsvColumn> columns;
    private final List<CsvReject> found = new ArrayList<>();
    private final BitSet gone = new BitSet();
    private long read;
    private boolean ended;

    private CsvRows(
            FileInput input,
            FileSchema schema,
            FileFormat.Csv format,
            int values,
            Rejects rejects,
            CsvFile file,
            CsvRecords records,
            int[] positions) {
        this.input = input;
        this.format = format;
        this.values = values;
        this.rejects = rejects;
        this.file = file;
        this.records = records;
        table = schema.table();
        columns = IntStream.range(0, positions.length)
                .mapToObj(i -> new CsvColumn(schema.columns().get(i), positions[i]))
                .toList();
    }

    /**
     * Looks at all of the file, and begins to read it.
     *
     * @param temporary the folder for what is unpacked or transcoded, as large as that
     * @throws Failure INPUT when it is no such file as the schema says, then or while rows are asked for; else as {@link
     *     Unpacked#open}
     */
    public static CsvRows open(
            DuckDb engine, FileInput input, FileSchema schema, FileFormat.Csv format, Path temporary, Rejects rejects) {
        Optional<List<String>> first = CsvHeader.first(input, format);
        int[] positions = CsvHeader.positions(input, schema, format.header() ? first : Optional.empty());
        if (format.header() && first.isEmpty()) {
            throw FileTrouble.damaged(input.name(), "is empty, expected a header: " + header(schema));
        }
        int values =
                format.header() ? first.orElseThrow().size() : schema.columns().size();
        CsvDialect dialect = dialect(format);
        CsvFile file = CsvFile.of(input, format, values, temporary);
        CsvRecords records = null;
        try {
            CsvRecords.Shape shape = new CsvRecords.Shape(
                    file.path(),
                    file.headers(),
                    file.shape().longest(),
                    file.shape().records(),
                    file.shape().bytes());
            List<String> names =
                    IntStream.range(0, values).mapToObj(i -> "v" + i).toList();
            records = CsvRecords.open(engine, shape, dialect, CsvRecords.table("", "file", names));
            return new CsvRows(input, schema, format, values, rejects, file, records, positions);
        } catch (RuntimeException e) {
            if (records != null) {
                records.close();
            }
            file.close();
            throw e;
        }
    }

    /** The header that a file of this schema would have. */
    static String header(FileSchema schema) {
        return schema.columns().stream()
                .map(column -> CsvHeader.names(column).stream().findFirst().orElse(column.name()))
                .collect(Collectors.joining(","));
    }

    private static CsvDialect dialect(FileFormat.Csv format) {
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
        try {
            return new CsvDialect(
                    format.delimiter(), format.quote(), format.escape().or(format::quote), format.nulls());
        } catch (IllegalArgumentException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    private static Failure refused(String why) {
        return new Failure(Failure.Kind.CONFIG, "the schema's format cannot be had: " + why);
    }

    @Override
    public @Nullable Batch next(int rowsMax) {
        for (Batch batch = records.next(rowsMax); batch != null; batch = records.next(rowsMax)) {
            Batch rows = rows(batch);
            read += batch.rows();
            if (rows.rows() > 0) {
                return rows;
            }
        }
        if (!ended) {
            ended = true;
            end();
        }
        return null;
    }

    /** About how many bytes of the file's text were read so far. */
    long bytesRead() {
        long records = file.shape().records();
        return records == 0 ? 0 : (long) ((double) file.shape().bytes() * read / records);
    }

    private Batch rows(Batch batch) {
        gone.clear();
        CsvColumn.Misfits misfits = new CsvColumn.Misfits() {
            @Override
            public boolean has(int row) {
                return gone.get(row);
            }

            @Override
            public void add(int row, String column, String reason) {
                gone.set(row);
                note(new CsvReject(read + row, Optional.of(column), reason));
            }
        };
        List<Column> all = new ArrayList<>(columns.size());
        for (CsvColumn column : columns) {
            all.add(column.of(batch.columns(), batch.rows(), misfits));
        }
        Batch rows = new Batch(table, batch.rows(), all);
        return gone.isEmpty()
                ? rows
                : rows.at(IntStream.range(0, batch.rows())
                        .filter(row -> !gone.get(row))
                        .toArray());
    }

    private void note(CsvReject reject) {
        found.add(reject);
        if (found.size() > REJECTS_MAX) {
            throw FileTrouble.damaged(
                    input.name(),
                    String.format(
                            Locale.ROOT,
                            "has more than %,d records that do not fit, the last because of column %s, which %s: does the"
                                    + " schema belong to it?",
                            REJECTS_MAX,
                            reject.column().orElse(""),
                            reject.reason()));
        }
    }

    /** Only here is it known which records DuckDB did not take apart, and so which rows are which records. */
    private void end() {
        List<CsvRecords.Fault> faults = records.faults();
        long counted = file.shape().records();
        if (read + faults.size() != counted) {
            throw FileTrouble.damaged(
                    input.name(),
                    String.format(
                            Locale.ROOT,
                            "has %,d records by their count, but %,d rows and %,d that are none were read: its quotes or"
                                    + " line ends are not as the schema's format says",
                            counted,
                            read,
                            faults.size()));
        }
        if (!found.isEmpty() || !faults.isEmpty() || file.shape().broken() > 0) {
            // Each batch told them column by column.
            found.sort(Comparator.comparingLong(CsvReject::row));
            new CsvRejects(input, format, values, file).tell(found, faults, rejects);
        }
    }

    @Override
    public void close() {
        records.close();
        file.close();
    }
}
