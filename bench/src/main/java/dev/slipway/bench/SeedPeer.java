package dev.slipway.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.postgresql.PGConnection;

/**
 * What the seed's scripts do, without what is slow only because it is a script: one process, one connection, pages of
 * {@value #PAGE_ROWS} rows instead of 10,000, found by their place in the table and not by an ordered key, a DuckDB table in
 * memory instead of a file.
 *
 * <p>Arguments: URL, table, folder.
 */
final class SeedPeer {
    static final int PAGE_ROWS = 100_000;
    static final int FLUSH_ROWS = 1_000_000;

    private final Connection source;
    private final Statement duckdb;
    private final String table;
    private final Path folder;
    private final List<CsvColumn> columns;
    private long rows;
    private long buffered;
    private int files;

    private SeedPeer(Connection source, Statement duckdb, String table, Path folder) throws SQLException {
        this.source = source;
        this.duckdb = duckdb;
        this.table = table;
        this.folder = folder;
        this.columns = columns();
    }

    public static void main(String[] arguments) throws Exception {
        String url = arguments[0].replace("postgresql://postgres@", "jdbc:postgresql://") + "&user=postgres";
        try (Connection source = DriverManager.getConnection(url);
                Connection duckdb = DuckDbPeer.open();
                Statement statement = duckdb.createStatement()) {
            SeedPeer peer = new SeedPeer(source, statement, arguments[1], Path.of(arguments[2]));
            peer.run();
            System.out.println("rows " + peer.rows);
        }
    }

    /**
     * @param csvType what DuckDB reads from the page
     * @param select what it becomes in the file
     */
    private record CsvColumn(String name, String csvType, String select) {
        static CsvColumn of(String name, String type) {
            if (type.endsWith("[]")) {
                // Postgres writes {a,b}.
                String inner = "trim(" + name + ", '{}')";
                return new CsvColumn(
                        name,
                        "VARCHAR",
                        "CASE WHEN " + inner + " = '' THEN []::VARCHAR[] ELSE string_split(" + inner + ", ',') END AS "
                                + name);
            }
            String plain = type.toUpperCase(Locale.ROOT);
            boolean text = plain.startsWith("CHARACTER") || plain.equals("TEXT");
            return new CsvColumn(name, text ? "VARCHAR" : plain.replace(" WITHOUT TIME ZONE", ""), name);
        }
    }

    private List<CsvColumn> columns() throws SQLException {
        List<CsvColumn> found = new ArrayList<>();
        try (Statement statement = source.createStatement();
                ResultSet result = statement.executeQuery("SELECT attname, format_type(atttypid, atttypmod)"
                        + " FROM pg_attribute WHERE attrelid = '" + table
                        + "'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum")) {
            while (result.next()) {
                found.add(CsvColumn.of(result.getString(1), result.getString(2)));
            }
        }
        return found;
    }

    private void run() throws SQLException, IOException {
        duckdb.execute("CREATE TABLE raw (" + list(", ", column -> column.name() + ' ' + column.csvType()) + ')');
        long heapPages = number("SELECT pg_relation_size('" + table + "') / current_setting('block_size')::int");
        long heapRows =
                Math.max(1, number("SELECT reltuples::bigint FROM pg_class WHERE oid = '" + table + "'::regclass"));
        long step = Math.max(1, heapPages * PAGE_ROWS / heapRows);
        Path page = folder.resolve("page.csv");
        for (long at = 0; at < heapPages; at += step) {
            long copied = copyOut(page, at, at + step);
            load(page);
            rows += copied;
            buffered += copied;
            if (buffered >= FLUSH_ROWS) {
                flush();
            }
        }
        flush();
        Files.deleteIfExists(page);
    }

    private long copyOut(Path page, long from, long to) throws SQLException, IOException {
        try (OutputStream out = Files.newOutputStream(page)) {
            return source.unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut(
                            "COPY (SELECT * FROM ONLY " + table + " WHERE ctid >= '(" + from + ",0)' AND ctid < '(" + to
                                    + ",0)') TO STDOUT (FORMAT csv)",
                            out);
        }
    }

    private void load(Path page) throws SQLException {
        duckdb.execute("INSERT INTO raw SELECT * FROM read_csv('" + page + "', auto_detect = false, header = false,"
                + " delim = ',', quote = '\"', escape = '\"', nullstr = '', allow_quoted_nulls = false, columns = {"
                + list(", ", column -> '\'' + column.name() + "': '" + column.csvType() + '\'') + "})");
    }

    private void flush() throws SQLException {
        if (buffered > 0) {
            duckdb.execute("COPY (SELECT " + list(", ", CsvColumn::select) + " FROM raw) TO '"
                    + folder.resolve("seed-" + files++ + ".parquet") + "' " + DuckDbPeer.copy(false));
            duckdb.execute("TRUNCATE raw");
            buffered = 0;
        }
    }

    private String list(String separator, Function<CsvColumn, String> part) {
        return String.join(separator, columns.stream().map(part).toList());
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = source.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }
}
