package dev.slipway.app.adopt;

import dev.slipway.app.TestServer;
import dev.slipway.job.RowNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Writes a table's rows as the seed's scripts do: in the order of their key, so many to a file, by DuckDB, in folders of halves
 * of months.
 *
 * @param query gives for each row its time in microseconds, its id, and the row as DuckDB's SQL has it
 * @param columns their names
 * @param binary whether ids are bytes that the query spells in base64url
 * @param head what file names begin with
 */
record SeedFiles(String query, String columns, boolean binary, String head) {
    static final String EVENTS =
            "CREATE TABLE events (at timestamp NOT NULL, id text COLLATE \"en-x-icu\" NOT NULL," + " n int)";

    private record Row(long micros, byte[] id, String tuple) {}

    /** Of the small table that most tests take. */
    static SeedFiles events() {
        return new SeedFiles(
                "SELECT (extract(epoch FROM at) * 1000000)::bigint, id,"
                        + " format('(TIMESTAMP %L, %L, %s::INTEGER)', at, id, coalesce(n::text, 'NULL')) FROM events",
                "\"at\", id, n", false, "old_public.events");
    }

    /** Rows of the small table. */
    static String rows(int from, int to) {
        return "INSERT INTO events SELECT timestamp '2024-01-10 00:00:00.5' + i / 3 * interval '1 hour',"
                + " chr(CASE i % 3 WHEN 0 THEN 66 WHEN 1 THEN 95 ELSE 97 END) || i, i"
                + " FROM generate_series(" + from + ", " + to + ") i";
    }

    List<Path> write(TestServer.Database database, Path folder, int rowsPerFile) throws SQLException, IOException {
        List<Row> rows = rows(database);
        List<Path> files = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += rowsPerFile) {
            files.add(write(rows.subList(from, Math.min(rows.size(), from + rowsPerFile)), folder));
        }
        return files;
    }

    private List<Row> rows(TestServer.Database database) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            while (found.next()) {
                String id = found.getString(2);
                byte[] bytes = binary ? Base64.getUrlDecoder().decode(id) : id.getBytes(StandardCharsets.UTF_8);
                rows.add(new Row(found.getLong(1), bytes, found.getString(3)));
            }
        }
        rows.sort(Comparator.comparing(Row::micros).thenComparing(Row::id, Arrays::compareUnsigned));
        return rows;
    }

    private Path write(List<Row> rows, Path folder) throws SQLException, IOException {
        LocalDateTime end =
                LocalDateTime.ofEpochSecond(Math.floorDiv(rows.getLast().micros(), 1_000_000), 0, ZoneOffset.UTC);
        Path half = Files.createDirectories(folder.resolve(String.format(
                Locale.ROOT,
                "year=%04d/month=%02d/half=%02d",
                end.getYear(),
                end.getMonthValue(),
                end.getDayOfMonth() < 15 ? 1 : 2)));
        Path file = half.resolve(
                head + '_' + name(rows.getFirst()) + '-' + name(rows.getLast()) + "_rows-" + rows.size() + ".parquet");
        String values = rows.stream().map(Row::tuple).collect(Collectors.joining(", "));
        copy("SELECT * FROM (VALUES " + values + ") AS t (" + columns + ")", file);
        return file;
    }

    /** Has DuckDB write what a query gives. */
    static void copy(String sql, Path file) throws SQLException {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute("COPY (" + sql + ") TO '" + file + "' (FORMAT parquet, COMPRESSION zstd)");
        }
    }

    private String name(Row row) {
        String id = binary ? RowNames.id(row.id()) : RowNames.id(new String(row.id(), StandardCharsets.UTF_8));
        return RowNames.time(Math.floorDiv(row.micros(), 1_000_000)) + '_' + id;
    }
}
