package dev.slipway.duckdb;

import dev.slipway.Failure;
import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import dev.slipway.data.Table;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * SQL over Parquet files that are named beforehand, and over nothing else. First views are made, then {@link #lock} takes away all
 * other access for good, then statements are run. A view whose files are not here yet has a stand-in: {@link #scans} tells what a query
 * wants of it, and {@link #query} takes the files. Not thread-safe.
 */
public final class SqlSession implements AutoCloseable {
    private static final String STAND_INS = "_slipway";

    private final DuckDb engine;
    private final Connection connection;
    private final SqlFaults faults;
    private final SqlReader reader;
    private final Map<String, String> stoodFor = new HashMap<>();

    private SqlSession(DuckDb engine, Connection connection, UnaryOperator<String> missing) {
        this.engine = engine;
        this.connection = connection;
        faults = new SqlFaults(engine, missing);
        reader = new SqlReader(connection);
    }

    /** Something asked of the connection. */
    private interface Step<T> {
        T take() throws SQLException;
    }

    /**
     * Begins one. It has the engine for itself; the caller closes that.
     *
     * @param missing what to say of a table that is not there, by its name
     */
    public static SqlSession open(DuckDb engine, UnaryOperator<String> missing) {
        try {
            SqlSession session = new SqlSession(engine, engine.connect(), missing);
            session.run("SET GLOBAL preserve_insertion_order = true");
            return session;
        } catch (SQLException e) {
            throw new Failure(Failure.Kind.UNAVAILABLE, "DuckDB gives no connection: " + e.getMessage(), e);
        }
    }

    /** Makes a schema, unless it is there. */
    public void schema(String name) {
        run("CREATE SCHEMA IF NOT EXISTS " + Sql.name(name));
    }

    /**
     * Makes a view of files that are here.
     *
     * @throws Failure CONFIG or UNAVAILABLE when they cannot be opened
     */
    public void view(String schema, String name, List<Path> files) {
        run("CREATE VIEW " + Sql.name(schema, name) + " AS FROM " + Sql.parquet(files));
    }

    /** Makes another name for a view. */
    public void alias(String schema, String name, String ofSchema, String ofName) {
        run("CREATE VIEW " + Sql.name(schema, name) + " AS FROM " + Sql.name(ofSchema, ofName));
    }

    /**
     * Makes a view of files that are not here, with the columns of a file that is.
     *
     * @param standIn letters and digits
     */
    public void standIn(String standIn, String schema, String name, Path like) {
        if (stoodFor.isEmpty()) {
            // What is known of empty tables would be held against the filters; of files that are not here it says
            // nothing.
            run("CREATE SCHEMA " + STAND_INS);
            run("SET GLOBAL disabled_optimizers = 'statistics_propagation,late_materialization'");
        }
        String table = Sql.name(STAND_INS, standIn);
        run("CREATE TABLE " + table + " AS FROM " + Sql.parquet(like) + " LIMIT 0");
        run("CREATE VIEW " + Sql.name(schema, name) + " AS FROM " + table);
        stoodFor.put(standIn, Sql.name(schema, name));
    }

    /** Allows nothing from here on but to read these files, and what is in these folders; for good. */
    public void lock(Collection<Path> files, List<Path> folders) {
        // A name that is a pattern for others is looked up as it is written, and opened as it is.
        run("SET GLOBAL allowed_paths = "
                + files.stream()
                        .flatMap(
                                file -> Stream.of(Sql.text(file.toAbsolutePath().toString()), Sql.file(file)))
                        .distinct()
                        .collect(Collectors.joining(", ", "[", "]")));
        run("SET GLOBAL allowed_directories = "
                + folders.stream()
                        .map(folder -> Sql.text(folder.toAbsolutePath() + "/"))
                        .collect(Collectors.joining(", ", "[", "]")));
        run("SET GLOBAL enable_external_access = false");
        run("SET GLOBAL lock_configuration = true");
        asked(() -> {
            connection.setAutoCommit(false);
            return true;
        });
    }

    /**
     * Tells what a statement is.
     *
     * @throws Failure CONFIG when it cannot be parsed, or does more than read
     */
    public SqlStatement read(String statement) {
        return asked(() -> reader.read(statement));
    }

    /** Gives a name to a query or an expression, for all statements that follow. */
    public void define(SqlStatement definition) {
        asked(() -> {
            run(definition.text());
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
            return true;
        });
    }

    /**
     * What a query wants of each stand-in that it reads. What {@link #query} is asked for next happens at the same moment: the time of
     * day is the same for both.
     *
     * @throws Failure CONFIG when it cannot be understood
     */
    public Map<String, List<List<String>>> scans(SqlStatement statement) {
        if (stoodFor.isEmpty()) {
            return Map.of();
        }
        Map<String, List<List<String>>> scans = new LinkedHashMap<>();
        for (SqlScan scan : SqlScan.of(plan(statement.query()), STAND_INS)) {
            if (stoodFor.containsKey(scan.standIn())) {
                scans.computeIfAbsent(scan.standIn(), name -> new ArrayList<>()).add(scan.filters());
            }
        }
        return scans;
    }

    private String plan(String query) {
        return asked(() -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("EXPLAIN (FORMAT json) " + query)) {
                StringBuilder plan = new StringBuilder();
                while (row.next()) {
                    plan.append(row.getString(2));
                }
                return plan.toString();
            }
        });
    }

    /**
     * Begins to read the rows of a statement, in its order. The caller closes the result before anything else is asked.
     *
     * @param files of each stand-in that is read: those that are needed, here
     * @throws Failure CONFIG when it cannot be understood; then or while rows are asked for, INPUT when an expression fails, UNAVAILABLE
     *     when memory does not suffice or a file is not there any more
     */
    public SqlRows query(SqlStatement statement, Map<String, List<Path>> files) {
        return asked(() -> {
            lend(files);
            SqlColumns columns = SqlColumns.of(connection, statement);
            SqlRowFaults rowFaults = new SqlRowFaults(this, columns.sql(), files);
            QueryBatches.Query query =
                    new QueryBatches.Query(rowFaults, columns.table(), columns.sql(), SqlColumns.BATCH_ROWS);
            return new SqlRows(columns.table(), QueryBatches.over(engine, connection, query), this::end);
        });
    }

    private void lend(Map<String, List<Path>> files) {
        files.forEach((standIn, paths) -> {
            if (!paths.isEmpty()) {
                run("CREATE OR REPLACE VIEW " + stoodFor.get(standIn) + " AS FROM " + Sql.parquet(paths));
            }
        });
    }

    /** What an error means whose message is lost: the rows are asked for once more, in a way that tells. */
    Failure lost(String sql, Map<String, List<Path>> files, Exception cause) {
        end();
        try {
            lend(files);
            try (Statement statement = connection.createStatement()) {
                engine.watch(statement);
                statement.execute("CREATE TEMP TABLE _slipway_lost AS SELECT count(COLUMNS(*)) FROM (" + sql + ')');
            }
        } catch (SQLException e) {
            return faults.running(e);
        }
        return faults.running(cause);
    }

    Failure running(Exception cause) {
        return faults.running(cause);
    }

    private <T> T asked(Step<T> step) {
        try {
            return step.take();
        } catch (SQLException e) {
            end();
            throw faults.asked(e);
        } catch (Failure e) {
            end();
            throw e;
        }
    }

    /** Gives back what a statement changed: stand-ins stand where they stood. */
    private void end() {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
        } catch (SQLException e) {
            // Nothing was begun.
        }
    }

    private void run(String sql) {
        try (Statement statement = connection.createStatement()) {
            engine.watch(statement);
            try {
                statement.execute(sql);
            } finally {
                engine.done(statement);
            }
        } catch (SQLException e) {
            throw faults.asked(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // It has nothing left to lose.
        }
    }

    /** The rows of a statement. */
    public static final class SqlRows implements Batches {
        private final Table table;
        private final Batches rows;
        private final Runnable end;

        SqlRows(Table table, Batches rows, Runnable end) {
            this.table = table;
            this.rows = rows;
            this.end = end;
        }

        /** Their columns; names that occur twice are numbered. */
        public Table table() {
            return table;
        }

        @Override
        public @Nullable Batch next(int rowsMax) {
            return rows.next(rowsMax);
        }

        @Override
        public void close() {
            rows.close();
            end.run();
        }
    }
}
