package dev.slipway.duckdb;

import dev.slipway.Failure;
import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import dev.slipway.data.Column;
import dev.slipway.data.Field;
import dev.slipway.data.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A Parquet file as DuckDB reads it, in batches of a given table. Owns a connection. */
final class ParquetBatches implements Batches {
    /** Rows of a batch as DuckDB makes them: two of its vectors, which stay in cache while they are copied and hashed. */
    private static final int ROWS_MAX = 4096;

    /** What a batch should hold at most, by the file's own account of its sizes. */
    private static final long BATCH_BYTES_MAX = 16 << 20;

    private final DuckDb engine;
    private final Path file;
    private final Table table;
    private final Connection connection;
    private final Statement statement;
    private final ResultSet result;
    private final ArrowStream stream;
    private final List<ColumnReader> readers;
    private long batch;
    private long at;
    private long length;
    private boolean closed;

    private ParquetBatches(
            DuckDb engine,
            Path file,
            Table table,
            Connection connection,
            Statement statement,
            ResultSet result,
            ArrowStream stream,
            List<ColumnReader> readers) {
        this.engine = engine;
        this.file = file;
        this.table = table;
        this.connection = connection;
        this.statement = statement;
        this.result = result;
        this.stream = stream;
        this.readers = readers;
    }

    /** @param named whether the file may have columns that the table lacks */
    static ParquetBatches open(DuckDb engine, Path file, Table table, boolean named) {
        List<AutoCloseable> opened = new ArrayList<>();
        try {
            Connection connection = engine.connect();
            opened.add(connection);
            Statement statement = connection.createStatement();
            opened.add(statement);
            engine.watch(statement);
            opened.add(() -> engine.done(statement));
            int batchRows = batchRows(engine, file);
            ResultSet result = statement.executeQuery(select(file, table, named));
            opened.add(result);
            ArrowStream stream = new ArrowStream(result, engine.allocator(), batchRows);
            opened.add(stream);
            List<ColumnReader> readers = readers(file, table, stream.root(), result.getMetaData());
            return new ParquetBatches(engine, file, table, connection, statement, result, stream, readers);
        } catch (SQLException | IOException e) {
            closeAll(opened);
            throw explained(engine, file, select(file, table, named), e);
        } catch (RuntimeException e) {
            closeAll(opened);
            throw e;
        }
    }

    /** A streamed result that ends before its first rows does so without a message: asked in another way, it has one. */
    private static Failure explained(DuckDb engine, Path file, String sql, Exception cause) {
        if (String.valueOf(cause.getMessage()).contains("Invalid result set")) {
            try {
                engine.row(List.of(file), "SELECT count(COLUMNS(*)) FROM (" + sql + ')');
            } catch (Failure e) {
                return e;
            }
            return engine.failure(
                    file, new SQLException("Out of Memory: its row groups hold too many long rows at once", cause));
        }
        return engine.failure(file, cause);
    }

    /** Fewer rows where they are long: batches do not end where row groups do. */
    private static int batchRows(DuckDb engine, Path file) {
        List<@Nullable String> sizes = engine.row(
                List.of(file),
                "SELECT sum(row_group_bytes)::BIGINT // greatest(1, sum(row_group_num_rows)) FROM parquet_metadata("
                        + Sql.file(file) + ") WHERE column_id = 0");
        String bytes = sizes.get(0);
        long rowBytes = bytes == null ? 0 : Long.parseLong(bytes);
        return Math.clamp(BATCH_BYTES_MAX / Math.max(1, rowBytes), 1, ROWS_MAX);
    }

    private static String select(Path file, Table table, boolean named) {
        String columns = named
                ? table.schema().fields().stream()
                        .map(field -> Sql.name(field.name()))
                        .collect(Collectors.joining(", "))
                : "*";
        return "SELECT " + columns + " FROM " + Sql.parquet(file);
    }

    private static List<ColumnReader> readers(Path file, Table table, ArrowField root, ResultSetMetaData types)
            throws SQLException {
        List<Field> fields = table.schema().fields();
        if (root.children().size() != fields.size()) {
            throw new Failure(
                    Failure.Kind.CORRUPT,
                    file + " has " + root.children().size() + " columns, not the " + fields.size() + " of "
                            + table.qualifiedName());
        }
        List<ColumnReader> readers = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            ArrowField found = root.children().get(i);
            if (!sameName(field.name(), found.name())) {
                throw new Failure(
                        Failure.Kind.CORRUPT,
                        file + ": column " + (i + 1) + " is \"" + found.name() + "\", not \"" + field.name() + '"');
            }
            try {
                readers.add(ColumnReaders.of(field, found, field.name()));
            } catch (ColumnReaders.Mismatch e) {
                throw new Failure(
                        Failure.Kind.CORRUPT,
                        file + ": " + e.getMessage() + "; DuckDB reads \"" + field.name() + "\" as "
                                + types.getColumnTypeName(i + 1),
                        e);
            }
        }
        return readers;
    }

    /** DuckDB's names do not differ by case alone: it adds {@code _1} and so on to the later ones. */
    private static boolean sameName(String name, String found) {
        return found.equals(name)
                || (found.startsWith(name + '_')
                        && found.substring(name.length() + 1).matches("\\d+"));
    }

    @Override
    public @Nullable Batch next(int rowsMax) {
        try {
            while (at == length) {
                engine.cancel().check();
                batch = stream.next();
                if (batch == 0) {
                    return null;
                }
                at = 0;
                length = ArrowNode.length(batch);
            }
            return slice((int) Math.min(rowsMax, length - at));
        } catch (IOException | ArithmeticException e) {
            throw engine.failure(file, e);
        }
    }

    private Batch slice(int rows) {
        List<Column> columns = new ArrayList<>(readers.size());
        for (int i = 0; i < readers.size(); i++) {
            columns.add(readers.get(i).read(ArrowNode.child(batch, i), at, rows));
        }
        at += rows;
        return new Batch(table, rows, columns);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            closeAll(List.of(connection, statement, () -> engine.done(statement), result, stream));
        }
    }

    /** Closes the last first; what fails to close does not keep the others open. */
    private static void closeAll(List<AutoCloseable> opened) {
        for (int i = opened.size() - 1; i >= 0; i--) {
            try {
                opened.get(i).close();
            } catch (Exception e) {
                // A reading connection that does not close has nothing left to lose.
            }
        }
    }
}
