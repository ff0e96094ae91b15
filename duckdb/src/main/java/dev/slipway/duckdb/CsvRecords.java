package dev.slipway.duckdb;

import dev.slipway.Failure;
import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import dev.slipway.data.Field;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The records of a CSV file as rows of text, in their order; those that are none are told when all were read. DuckDB passes over
 * records that are longer than {@code recordBytesMax} and says nothing: whoever reads counts them by other means.
 */
public final class CsvRecords implements Batches {
    /** Rows of a batch: fewer where they are long. */
    private static final int ROWS_MAX = 8192;

    private static final long BATCH_BYTES_MAX = 8 << 20;

    /** DuckDB reads in pieces of this size, unless a record needs more. */
    private static final long BUFFER_BYTES = 8L << 20;

    private static final String FAULTS = "slipway_csv_faults";

    private final QueryBatches rows;
    private final Path file;
    private @Nullable List<Fault> faults;

    /**
     * A record that is no row.
     *
     * @param at its first byte in the file
     * @param reason what is wrong with it
     */
    public record Fault(long at, String reason) {}

    /**
     * What is known of a file before it is read.
     *
     * @param file local and not packed, each record ending in one line feed
     * @param headers records at the beginning that are no rows
     * @param recordBytesMax no record is longer
     * @param records about how many there are
     * @param bytes of the file
     */
    public record Shape(Path file, int headers, long recordBytesMax, long records, long bytes) {}

    private CsvRecords(QueryBatches rows, Path file) {
        this.rows = rows;
        this.file = file;
    }

    /** The rows of a table of nullable texts with these columns, one for each value of a record. */
    public static Table table(String namespace, String name, List<String> columns) {
        return new Table(
                namespace,
                name,
                new Schema(columns.stream()
                        .map(column -> Field.of(column, new Type.Text(), true))
                        .toList()));
    }

    /**
     * Begins to read. The caller closes the result.
     *
     * @param table as {@link #table} makes it
     * @throws Failure INPUT when the file cannot be read as CSV, then or while rows are asked for; UNAVAILABLE when it is not
     *     there
     */
    public static CsvRecords open(DuckDb engine, Shape shape, CsvDialect dialect, Table table) {
        String sql = select(shape, dialect, table);
        QueryBatches.Query query = new QueryBatches.Query(
                new FileFaults(engine, shape.file(), sql),
                table,
                List.of("SET preserve_insertion_order = true"),
                sql,
                Math.clamp(BATCH_BYTES_MAX / Math.max(1, shape.bytes() / Math.max(1, shape.records())), 1, ROWS_MAX));
        try {
            return new CsvRecords(QueryBatches.open(engine, query), shape.file());
        } catch (Failure e) {
            throw unfit(shape.file(), e);
        }
    }

    private static String select(Shape shape, CsvDialect dialect, Table table) {
        List<Field> fields = table.schema().fields();
        // Names that differ by case alone are one to DuckDB: they are given at the end.
        String read = IntStream.range(0, fields.size())
                .mapToObj(i -> "'c" + i + "': 'VARCHAR'")
                .collect(Collectors.joining(", ", "{", "}"));
        String columns = IntStream.range(0, fields.size())
                .mapToObj(i -> "c" + i + " AS " + Sql.name(fields.get(i).name()))
                .collect(Collectors.joining(", "));
        // Without any, DuckDB takes what is empty; a line break can only be quoted, and then it is none.
        String nulls = dialect.nulls().isEmpty()
                ? Sql.text("\n")
                : dialect.nulls().stream().map(Sql::text).collect(Collectors.joining(", ", "[", "]"));
        long line = shape.recordBytesMax() + 16;
        return "SELECT " + columns + " FROM read_csv(" + Sql.file(shape.file())
                + ", auto_detect = false, header = false, skip = " + shape.headers()
                // It would guess, also from within quotes; and of "\\r\\n" it makes no rows at all.
                + ", new_line = '\\n'"
                + ", columns = " + read
                + ", delim = " + Sql.text(String.valueOf(dialect.delimiter()))
                + ", quote = " + Sql.text(dialect.quote().map(String::valueOf).orElse(""))
                + ", escape = " + Sql.text(dialect.escape().map(String::valueOf).orElse(""))
                + ", nullstr = " + nulls + ", allow_quoted_nulls = false"
                + ", strict_mode = true, max_line_size = " + line
                + ", buffer_size = " + Math.max(BUFFER_BYTES, 2 * line)
                + ", store_rejects = true, rejects_limit = 0, rejects_scan = '" + FAULTS + "_scans', rejects_table = '"
                + FAULTS + "')";
    }

    @Override
    public @Nullable Batch next(int rowsMax) {
        try {
            Batch batch = rows.next(rowsMax);
            if (batch == null && faults == null) {
                faults = found();
            }
            return batch;
        } catch (Failure e) {
            throw unfit(file, e);
        }
    }

    /**
     * Records that are no rows, in their order; each once.
     *
     * @throws IllegalStateException when not all rows were read
     */
    public List<Fault> faults() {
        List<Fault> found = faults;
        if (found == null) {
            throw new IllegalStateException("the records of " + file + " were not read to the end");
        }
        return found;
    }

    private List<Fault> found() {
        List<Fault> all = new ArrayList<>();
        try (Statement statement = rows.statement();
                ResultSet found = statement.executeQuery("SELECT line_byte_position,"
                        + " string_agg(error_message, '; ' ORDER BY byte_position) FROM " + FAULTS
                        + " GROUP BY line_byte_position ORDER BY line_byte_position")) {
            while (found.next()) {
                all.add(new Fault(found.getLong(1) - 1, text(found.getString(2))));
            }
        } catch (SQLException e) {
            throw new Failure(
                    Failure.Kind.UNAVAILABLE, "what is wrong with records of " + file + " is not known: " + e, e);
        }
        return all;
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text.strip();
    }

    /** A file of someone else's that is not as it was said to be is no damage of ours. */
    private static Failure unfit(Path file, Failure e) {
        return e.kind() == Failure.Kind.CORRUPT
                ? new Failure(Failure.Kind.INPUT, file + " cannot be read as CSV: " + e.text(), e)
                : e;
    }

    @Override
    public void close() {
        rows.close();
    }
}
