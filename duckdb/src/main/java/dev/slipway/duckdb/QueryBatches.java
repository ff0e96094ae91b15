package dev.slipway.duckdb;

import dev.slipway.Failure;
import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import dev.slipway.data.Column;
import dev.slipway.data.Field;
import dev.slipway.data.Table;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a query, in batches of a given table. */
final class QueryBatches implements Batches {
    /**
     * What is asked.
     *
     * @param faults what errors mean to who asks
     * @param table what the columns of the result have to be, by name and type
     * @param batchRows rows that DuckDB hands over at a time
     */
    record Query(Faults faults, Table table, String sql, int batchRows) {}

    /** What errors mean. */
    interface Faults {
        /** Of one that kept the rows from being read at all, whose message may be lost. */
        Failure opening(Exception cause);

        /** Of one that ended the reading of rows. */
        Failure reading(Exception cause);

        /** Of rows that are not those of the table. */
        Failure unlike(String how);
    }

    private final DuckDb engine;
    private final Query query;
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final ArrowStream stream;
    private final List<ColumnReader> readers;
    private long batch;
    private long at;
    private long length;

    private QueryBatches(DuckDb engine, Connection connection, Query query) throws SQLException, IOException {
        this.engine = engine;
        this.query = query;
        try {
            Statement statement = connection.createStatement();
            opened.add(statement);
            engine.watch(statement);
            opened.add(() -> engine.done(statement));
            ResultSet result = statement.executeQuery(query.sql());
            opened.add(result);
            stream = new ArrowStream(result, engine.allocator(), query.batchRows());
            opened.add(stream);
            readers = readers(query.faults(), query.table(), stream.root(), result.getMetaData());
        } catch (SQLException | IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Asks over a connection of its own. */
    static QueryBatches open(DuckDb engine, Query query) {
        try {
            Connection connection = engine.connect();
            QueryBatches batches;
            try {
                batches = over(engine, connection, query);
            } catch (RuntimeException e) {
                connection.close();
                throw e;
            }
            batches.opened.addFirst(connection);
            return batches;
        } catch (SQLException e) {
            throw query.faults().opening(e);
        }
    }

    /** Asks over a connection that stays open. */
    static QueryBatches over(DuckDb engine, Connection connection, Query query) {
        try {
            return new QueryBatches(engine, connection, query);
        } catch (SQLException | IOException e) {
            throw query.faults().opening(e);
        }
    }

    private static List<ColumnReader> readers(Faults faults, Table table, ArrowField root, ResultSetMetaData types)
            throws SQLException {
        List<Field> fields = table.schema().fields();
        if (root.children().size() != fields.size()) {
            throw faults.unlike(" has " + root.children().size() + " columns, not the " + fields.size() + " of "
                    + table.qualifiedName());
        }
        List<ColumnReader> readers = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            ArrowField found = root.children().get(i);
            if (!sameName(field.name(), found.name())) {
                throw faults.unlike(
                        ": column " + (i + 1) + " is \"" + found.name() + "\", not \"" + field.name() + '"');
            }
            try {
                readers.add(ColumnReaders.of(field, found, field.name()));
            } catch (ColumnReaders.Mismatch e) {
                throw faults.unlike(": " + e.getMessage() + "; DuckDB reads \"" + field.name() + "\" as "
                        + types.getColumnTypeName(i + 1));
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
            throw query.faults().reading(e);
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
