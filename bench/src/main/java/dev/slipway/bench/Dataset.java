package dev.slipway.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.zip.CRC32;

/**
 * A table to measure with, in schema {@code bench}.
 *
 * @param name of the table
 * @param rows how many it holds
 * @param pages of 8 kB that it takes
 */
record Dataset(Shape shape, String name, long rows, long pages) {
    /** A table small enough to train a cold start on. */
    static final long TRAINING_ROWS = 100_000;

    String qualifiedName() {
        return "bench." + name;
    }

    /** Finds the table as it would be built now, or builds it. */
    static Dataset prepare(Connection connection, Shape shape, long rows) throws SQLException, IOException {
        String name = shape.lowerName() + '_' + rows;
        String script = resource(shape.lowerName() + ".sql");
        CRC32 version = new CRC32();
        version.update((resource("functions.sql") + script).getBytes(StandardCharsets.UTF_8));
        String mark = rows + " rows, script " + Long.toHexString(version.getValue());
        try (Statement statement = connection.createStatement()) {
            if (!mark.equals(comment(statement, name))) {
                build(connection, statement, name, rows, script);
                statement.execute("COMMENT ON TABLE bench." + name + " IS '" + mark + "'");
            }
            return new Dataset(shape, name, rows, pages(statement, name));
        }
    }

    private static void build(Connection connection, Statement statement, String name, long rows, String script)
            throws SQLException, IOException {
        statement.execute(resource("functions.sql"));
        statement.execute("DROP TABLE IF EXISTS bench." + name);
        // In the transaction that creates the table, rows bypass the log.
        connection.setAutoCommit(false);
        statement.execute("SET LOCAL synchronous_commit = off");
        statement.execute(script.replace("{table}", name).replace("{rows}", Long.toString(rows)));
        connection.commit();
        connection.setAutoCommit(true);
        // Sets the hint bits, or the first reader would.
        statement.execute("VACUUM (FREEZE, ANALYZE) bench." + name);
        statement.execute("CHECKPOINT");
    }

    private static String comment(Statement statement, String name) throws SQLException {
        try (ResultSet result =
                statement.executeQuery("SELECT obj_description(to_regclass('bench." + name + "'), 'pg_class')")) {
            result.next();
            String comment = result.getString(1);
            return comment == null ? "" : comment;
        }
    }

    private static long pages(Statement statement, String name) throws SQLException {
        try (ResultSet result = statement.executeQuery(
                "SELECT pg_relation_size('bench." + name + "') / current_setting('block_size')::int")) {
            result.next();
            return result.getLong(1);
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream stream = Dataset.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IOException("the build lacks " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
