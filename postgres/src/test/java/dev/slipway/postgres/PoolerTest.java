package dev.slipway.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.Failure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Between us and the server stands a pooler. */
class PoolerTest {
    private static final String TABLE =
            "CREATE TABLE t AS SELECT i, repeat('x', 500) AS f FROM generate_series(1, 3000) i";

    private static String url(Pool pool, TestServer.Database database) {
        return "postgresql://postgres@127.0.0.1:" + pool.port() + "/" + database.name() + "?sslmode=disable";
    }

    private static PostgresOptions through(Pool pool, TestServer.Database database) {
        return PostgresOptions.of(url(pool, database), Map.of(), List.of("t")).withUnitBytes(1 << 20);
    }

    @ParameterizedTest
    @EnumSource(
            value = Pool.Mode.class,
            names = {"TRANSACTION", "STATEMENT", "ROUND_ROBIN"})
    void oneThatLendsItsConnectionsForAMomentIsRefused(Pool.Mode mode) throws Exception {
        TestServer.Database database = TestServer.newest().database(TABLE);
        try (Pool pool = new Pool(database.server().port(), mode)) {
            Failure failure = catchThrowableOfType(Failure.class, () -> Export.rows(through(pool, database)));
            assertThat(failure).as(mode.toString()).isNotNull();
            assertThat(failure.kind()).as(failure.text()).isEqualTo(Failure.Kind.CONFIG);
            assertThat(failure).hasMessageContaining("pooler").hasMessageContaining("Connect to the server itself");
        }
    }

    @Test
    void whenItIsRefusedNothingWasSetForItsOtherClients() throws Exception {
        TestServer.Database database = TestServer.newest().database(TABLE);
        try (Pool pool = new Pool(database.server().port(), Pool.Mode.TRANSACTION);
                Connection other = DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + pool.port() + "/"
                        + database.name() + "?user=postgres&preferQueryMode=simple&sslmode=disable");
                Statement statement = other.createStatement()) {
            assertThat(catchThrowableOfType(Failure.class, () -> Export.rows(through(pool, database))))
                    .isNotNull();
            for (String setting : List.of("row_security", "lock_timeout", "search_path", "synchronize_seqscans")) {
                try (ResultSet row = statement.executeQuery(
                        "SELECT setting, reset_val FROM pg_settings WHERE name = '" + setting + "'")) {
                    row.next();
                    assertThat(row.getString(1)).as(setting).isEqualTo(row.getString(2));
                }
            }
        }
    }

    @Test
    void oneInSessionModeIsAsGoodAsTheServer() throws Exception {
        TestServer.Database database = TestServer.newest().database(TABLE);
        try (Pool pool = new Pool(database.server().port(), Pool.Mode.SESSION)) {
            assertThat(Export.digest(through(pool, database))).isEqualTo(Export.digest(database.options("t")));
            assertThat(new PostgresSource(through(pool, database)).tables(Export.context()))
                    .containsExactly(new NamedTable("\"public\".\"t\"", "public.t"));
        }
    }
}
