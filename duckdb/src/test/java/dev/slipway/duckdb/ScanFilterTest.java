package dev.slipway.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.data.Batch;
import dev.slipway.job.Cancel;
import dev.slipway.parquet.ParquetFile;
import dev.slipway.store.LocalStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are passed over only if no row of them matters. */
class ScanFilterTest {
    private static final int FILES = 24;

    @TempDir
    static Path folder;

    private static List<Path> files;

    /** Each file has a narrow range of every type, some nulls, and every seventh nothing but nulls. */
    @BeforeAll
    static void fill() throws SQLException {
        files = IntStream.range(0, FILES)
                .mapToObj(i -> folder.resolve(i + ".parquet"))
                .toList();
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            for (int i = 0; i < FILES; i++) {
                String rows = "SELECT (" + i + " * 10 + r % 12) - 40 AS v, r FROM range(300) t(r)";
                String some = i % 7 == 3 ? "NULL" : "v";
                statement.execute("COPY (SELECT v::INTEGER AS k, " + some + "::BIGINT AS id, (" + some
                        + " / 7)::DECIMAL(12,3) AS d, "
                        + "CASE WHEN r % 50 = 0 AND " + i + " % 5 = 0 THEN 'nan'::DOUBLE ELSE " + some
                        + " / 3.0 END AS f, chr(" + (i % 3 == 0 ? 233 : 97 + i) + ") || v::VARCHAR AS s,"
                        + " TIMESTAMP '2024-01-01' + INTERVAL (v) HOUR AS ts,"
                        + " TIMESTAMPTZ '2024-01-01 00:00:00+00' + INTERVAL (" + some + ") MINUTE AS tz,"
                        + " DATE '2024-01-01' + (v::INTEGER) AS day, CASE WHEN r % 3 = 0 THEN NULL ELSE v END AS gap,"
                        + " {'id': v, 'x': [v]} AS st, (v % 2 = 0) AS flag, 'b'::BLOB AS raw FROM (" + rows + ")) TO '"
                        + files.get(i) + "' (ROW_GROUP_SIZE 2048)");
            }
        }
    }

    private static ParquetFile open(Path file) {
        LocalStore store = new LocalStore(folder);
        return ParquetFile.open(store, store.find(file.getFileName().toString()).orElseThrow());
    }

    private static DuckDb engine() {
        return DuckDb.open(new DuckDb.Settings(1, 256L << 20, Optional.of(folder)), new Cancel());
    }

    private static SqlSession session(DuckDb engine) {
        SqlSession session = SqlSession.open(engine, name -> "no " + name);
        session.schema("lake");
        session.standIn("t0", "lake", "t", files.getFirst());
        session.alias("main", "t", "lake", "t");
        session.lock(files, List.of());
        return session;
    }

    private static List<String> rows(SqlSession session, SqlStatement statement, List<Path> of) {
        List<String> rows = new ArrayList<>();
        try (SqlSession.SqlRows result = session.query(statement, Map.of("t0", of))) {
            Batch batch = result.next(1000);
            while (batch != null) {
                for (int i = 0; i < batch.rows(); i++) {
                    rows.add(new ResultRow(batch, i).toString());
                }
                batch = result.next(1000);
            }
        }
        return rows;
    }

    private static List<Path> needed(SqlSession session, SqlStatement statement) {
        List<List<String>> scans = session.scans(statement).get("t0");
        if (scans == null) {
            return List.of();
        }
        ScanFilter filter = ScanFilter.of(scans, open(files.getFirst()).table().schema());
        return files.stream().filter(file -> filter.mayMatch(open(file))).toList();
    }

    @Test
    void someFilesAreEnoughForSomeQueries() {
        try (DuckDb engine = engine();
                SqlSession session = session(engine)) {
            assertThat(count(session, "SELECT * FROM t WHERE k = -35")).isEqualTo(1);
            assertThat(count(
                            session, "SELECT * FROM t WHERE ts >= TIMESTAMP '2024-01-07 00:00:00' ORDER BY ts LIMIT 5"))
                    .isBetween(1, FILES / 2);
            assertThat(count(session, "SELECT * FROM t WHERE day IN ('2024-01-05', '2024-02-05')"))
                    .isBetween(1, 6);
            assertThat(count(session, "SELECT * FROM t WHERE s LIKE 'c%'")).isEqualTo(1);
            assertThat(count(session, "SELECT * FROM t WHERE id IS NOT NULL")).isLessThan(FILES);
            assertThat(count(session, "SELECT * FROM t WHERE k BETWEEN 0 AND 30 AND d < 2.5"))
                    .isBetween(1, 6);
            assertThat(count(session, "SELECT a.k FROM t a JOIN t b USING (k) WHERE k = 3"))
                    .isBetween(1, 3);
            assertThat(count(session, "SELECT * FROM t WHERE tz > now()")).isZero();
            assertThat(count(session, "SELECT count(*) FROM t")).isEqualTo(FILES);
            assertThat(count(session, "SELECT 1")).isZero();
            assertThat(count(session, "SELECT * FROM t WHERE k = 1 OR s = 'x'")).isPositive();
        }
    }

    private static int count(SqlSession session, String sql) {
        SqlStatement statement = session.read(sql);
        return needed(session, statement).size();
    }

    @Test
    void whateverIsAskedTheNeededFilesAnswerAsAllOfThemDo() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        int pruned = 0;
        try (DuckDb engine = engine();
                SqlSession session = session(engine)) {
            for (int i = 0; i < 400; i++) {
                String where = condition(random, 3);
                String query =
                        switch (random.nextInt(5)) {
                            case 0 -> "SELECT count(*), sum(k), min(s), max(f) FROM t WHERE " + where;
                            case 1 -> "SELECT k, s, ts FROM t WHERE " + where + " ORDER BY ALL LIMIT 9";
                            case 2 ->
                                "SELECT count(*) FROM t a LEFT JOIN (SELECT k AS j, s FROM t WHERE " + where
                                        + ") b ON a.k = b.j WHERE "
                                        + (random.nextBoolean() ? "b.s IS NULL" : "a.k < 30");
                            case 3 ->
                                "WITH m AS (SELECT * FROM t WHERE " + where + ") SELECT (SELECT count(*) FROM m), "
                                        + "(SELECT count(*) FROM m WHERE " + condition(random, 1) + ')';
                            default ->
                                "SELECT day, count(*) FROM t WHERE " + where
                                        + " GROUP BY 1 HAVING count(*) > 3 ORDER BY 1";
                        };
                SqlStatement statement = session.read(query);
                List<Path> needed = needed(session, statement);
                pruned += needed.size() < FILES ? 1 : 0;
                assertThat(rows(session, statement, needed))
                        .as("seed " + seed + ": " + query)
                        .isEqualTo(rows(session, statement, files));
            }
        }
        assertThat(pruned).as("queries that could do without some file").isGreaterThan(100);
    }

    private static String condition(Random random, int depth) {
        if (depth > 0 && random.nextInt(3) > 0) {
            String connected = "(" + condition(random, depth - 1) + (random.nextBoolean() ? " AND " : " OR ")
                    + condition(random, depth - 1) + ')';
            return random.nextInt(6) == 0 ? "NOT " + connected : connected;
        }
        int v = random.nextInt(260) - 60;
        String operator = List.of("=", "<", "<=", ">", ">=", "<>").get(random.nextInt(6));
        return switch (random.nextInt(17)) {
            case 0 -> "k " + operator + ' ' + v;
            case 1 -> "id " + operator + ' ' + v;
            case 2 -> "d " + operator + ' ' + v / 7.0;
            case 3 -> "f " + operator + ' ' + (random.nextInt(5) == 0 ? "'nan'::DOUBLE" : v / 3.0);
            case 4 -> "s " + operator + " '" + (char) ('a' + random.nextInt(26)) + v + '\'';
            case 5 -> "ts " + operator + " TIMESTAMP '2024-01-01' + INTERVAL (" + v + ") HOUR";
            case 6 -> "tz " + operator + " TIMESTAMPTZ '2024-01-01 00:00:00+00' + INTERVAL (" + v + ") MINUTE";
            case 7 -> "day " + operator + " DATE '2024-01-01' + " + v;
            case 8 -> "k BETWEEN " + v + " AND " + (v + random.nextInt(40));
            case 9 -> "k IN (" + v + ", " + (v + 17) + ", " + (v + 100) + ')';
            case 10 -> (random.nextBoolean() ? "id" : "gap") + (random.nextBoolean() ? " IS NULL" : " IS NOT NULL");
            case 11 ->
                "s LIKE '" + (random.nextBoolean() ? "é" : String.valueOf((char) ('a' + random.nextInt(26)))) + "%'";
            case 12 -> "st.id " + operator + ' ' + v;
            case 13 -> "s IN ('x''y) AND (k > 900', '\n(k > 900)\n', 'b" + v + "')";
            case 14 -> "abs(k) " + operator + ' ' + Math.abs(v);
            case 15 -> "k " + operator + " (SELECT max(k) - 20 FROM t WHERE k < " + v + ')';
            default -> "flag";
        };
    }
}
