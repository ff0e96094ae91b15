package dev.slipway.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.duckdb.DuckDb;
import dev.slipway.job.Cancel;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** For every type, over extreme and random values: what comes back is what the server itself says had been there. */
class RestoreTypesTest {
    private static final DuckDb DUCKDB =
            DuckDb.open(new DuckDb.Settings(1, 256L << 20, Optional.empty()), new Cancel());

    @TempDir
    Path folder;

    @AfterAll
    static void close() {
        DUCKDB.close();
    }

    static Stream<Arguments> everywhere() {
        return TestServer.all().flatMap(server -> TypeCases.ALL.stream().map(c -> Arguments.of(server, c)));
    }

    static Stream<TestServer> servers() {
        return TestServer.all();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void aTableOfAllTypesComesBack(TestServer server) throws SQLException {
        TestServer.Database database = TypeTables.database(server);
        String table = TypeTables.fillAll(database);
        Archive archive = WrittenArchive.of(DUCKDB, database.options(table), folder.resolve("values.parquet"));
        database.run("DROP TABLE IF EXISTS restored_all");

        new PostgresRestore(archive, to(database, "public.restored_all"), Export.context()).run();

        assertThat(differences(database, table, "restored_all"))
                .as("rows on one side only, seed %s", TypeTables.SEED)
                .isZero();
        assertThat(columns(database, "restored_all")).isEqualTo(columns(database, table));
    }

    private static String columns(TestServer.Database database, String table) throws SQLException {
        return text(
                database,
                "SELECT string_agg(attname || ' ' || format_type(atttypid, atttypmod) || attnotnull, ', ' ORDER BY attnum)"
                        + " FROM pg_attribute WHERE attnum > 0 AND attrelid = '" + table + "'::regclass");
    }

    @Tag("heavy")
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("everywhere")
    void everyValueComesBack(TestServer server, TypeCases.Case c) throws SQLException {
        TestServer.Database database = TypeTables.database(server);
        String table = TypeTables.fill(database, c);
        Archive archive = WrittenArchive.of(DUCKDB, database.options(table), folder.resolve("values.parquet"));
        database.run("DROP TABLE IF EXISTS restored");

        new PostgresRestore(archive, to(database, "public.restored"), Export.context()).run();

        assertThat(differences(database, table, "restored"))
                .as("rows on one side only, seed %s", TypeTables.SEED)
                .isZero();
        assertThat(columns(database, "restored")).isEqualTo(columns(database, table));
    }

    static RestoreOptions to(TestServer.Database database, String target) {
        return new RestoreOptions(
                database.url(),
                Map.of("HOME", database.server().folder().toString()),
                QualifiedName.parse(target),
                Optional.empty(),
                2,
                true,
                false,
                false);
    }

    /** Rows that one has and the other has not, as text: json has no equality, and 1.0 equals 1.00. */
    static long differences(TestServer.Database database, String one, String other) throws SQLException {
        String rows = "SELECT x::text FROM %s x";
        String text = text(
                database,
                "SELECT count(*) FROM ((%1$s EXCEPT ALL %2$s) UNION ALL (%2$s EXCEPT ALL %1$s)) d"
                        .formatted(rows.formatted(one), rows.formatted(other)));
        return Long.parseLong(text);
    }

    static String text(TestServer.Database database, String query) throws SQLException {
        try (Connection connection = database.server().connect(database.name());
                Statement statement = connection.createStatement()) {
            statement.execute("SET extra_float_digits = 3; SET TimeZone = 'UTC'");
            try (ResultSet row = statement.executeQuery(query)) {
                row.next();
                return String.valueOf(row.getString(1));
            }
        }
    }
}
