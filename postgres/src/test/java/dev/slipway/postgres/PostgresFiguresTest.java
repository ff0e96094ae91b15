package dev.slipway.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.Failure;
import dev.slipway.data.Table;
import dev.slipway.duckdb.DuckDb;
import dev.slipway.job.Cancel;
import dev.slipway.job.Session;
import dev.slipway.reconcile.Figures;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Figures that the database computes agree with those of an export, for every type, and with nothing else. */
class PostgresFiguresTest {
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

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("everywhere")
    void bothSidesHaveTheSameFigures(TestServer server, TypeCases.Case c) throws SQLException {
        TestServer.Database database = TypeTables.database(server);
        PostgresOptions options = database.options(TypeTables.fill(database, c)).withColumns(List.of("v"));
        Path file = folder.resolve("values.parquet");
        Table table;
        try (Session<PostgresUnit> session = Export.open(options)) {
            table = Parquet.write(session, file);
        }
        Figures here = DUCKDB.figures(List.of(file), table);
        Figures there = source(options, table);
        assertThat(here.differences(there, "in the file", "in the source")).isEmpty();
        assertThat(here.rows()).isEqualTo(there.rows()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void aChangedValueShows(TestServer server) throws SQLException {
        TestServer.Database database =
                server.database("CREATE TABLE t (v int, w text)", "INSERT INTO t VALUES (1, 'a'), (2, 'b')");
        PostgresOptions options = database.options("t");
        Path file = folder.resolve("values.parquet");
        Table table;
        try (Session<PostgresUnit> session = Export.open(options)) {
            table = Parquet.write(session, file);
        }
        database.run("UPDATE t SET v = 5 WHERE v = 1");
        assertThat(DUCKDB.figures(List.of(file), table).differences(source(options, table), "here", "there"))
                .contains("sum(v): 3 here, 7 there");
    }

    @ParameterizedTest
    @MethodSource("servers")
    void aTableThatIsGoneIsNamed(TestServer server) throws SQLException {
        TestServer.Database database = server.database("CREATE TABLE t (v int)");
        PostgresOptions options = database.options("t");
        Table table;
        try (Session<PostgresUnit> session = Export.open(options)) {
            table = Parquet.write(session, folder.resolve("values.parquet"));
        }
        database.run("DROP TABLE t");
        assertThatThrownBy(() -> source(options, table))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("t");
    }

    private static Figures source(PostgresOptions options, Table table) {
        return new PostgresFigures(options.url(), options.environment()).of(table, new Cancel());
    }
}
