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
import org.jspecify.annotations.Nullable;

/** The rows of a query over a file, in batches of a given table. Owns its connection. */
final class QueryBatches implements Batches {
    /**
     * What is asked.
     *
     * @param file what messages name
     * @param table what the columns of the result have to be, by name and type
     * @param settings statements that come before, of the same connection
     * @param batchRows rows that DuckDB hands over at a time
     */
    record Query(Path file, Table table, List<String> settings, String sql, int batchRows) {}

    private final DuckDb engine;
    private final Query query;
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final Connection connection;
    private final ArrowStream stream;
    private final List<ColumnReader> readers;
    private long batch;
    private long at;
    private long length;

    private QueryBatches(DuckDb engine, Query query) throws SQLException, IOException {
        this.engine = engine;
        this.query = query;
        try {
            connection = engine.connect();
            opened.add(connection);
            Statement statement = connection.createStatement();
            opened.add(statement);
            engine.watch(statement);
            opened.add(() -> engine.done(statement));
            for (String setting : query.settings()) {
                statement.execute(setting);
            }
            ResultSet result = statement.executeQuery(query.sql());
            opened.add(result);
            stream = new ArrowStream(result, engine.allocator(), query.batchRows());
            opened.add(stream);
            readers = readers(query.file(), query.table(), stream.root(), result.getMetaData());
        } catch (SQLException | IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** @throws Failure as {@link DuckDb#read} */
    static QueryBatches open(DuckDb engine, Query query) {
        try {
            return new QueryBatches(engine, query);
        } catch (SQLException | IOException e) {
            throw explained(engine, query, e);
        }
    }

    /** A streamed result that ends before its first rows does so without a message: asked in another way, it has one. */
    private static Failure explained(DuckDb engine, Query query, Exception cause) {
        if (String.valueOf(cause.getMessage()).contains("Invalid result set")) {
            try {
                engine.row(List.of(query.file()), "SELECT count(COLUMNS(*)) FROM (" + query.sql() + ')');
            } catch (Failure e) {
                return e;
            }
            return engine.failure(
                    query.file(),
                    new SQLException("Out of Memory: its row groups hold too many long rows at once", cause));
        }
        return engine.failure(query.file(), cause);
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
            throw engine.failure(query.file(), e);
        }
    }

    private Batch slice(int rows) {
        List<Column> columns = new ArrayList<>(readers.size());
        for (int i = 0; i < readers.size(); i++) {
            columns.add(readers.get(i).read(ArrowNode.child(batch, i), at, rows));
        }
        at += rows;
        return new Batch(query.table(), rows, columns);
    }

    /** Asks something else of the same connection, when all rows were read. */
    Statement statement() throws SQLException {
        return connection.createStatement();
    }

    /** What is opened last is closed first; what fails to close does not keep the others open. */
    @Override
    public void close() {
        for (AutoCloseable one : opened.reversed()) {
            try {
                one.close();
            } catch (Exception e) {
                // A reading connection that does not close has nothing left to lose.
            }
        }
        opened.clear();
    }
}
