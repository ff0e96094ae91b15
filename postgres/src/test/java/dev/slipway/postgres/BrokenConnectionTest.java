package dev.slipway.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.Failure;
import dev.slipway.job.Reader;
import dev.slipway.job.Session;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A connection that is cut in the middle of a COPY. */
class BrokenConnectionTest {
    @ParameterizedTest
    @EnumSource(PostgresOptions.Transport.class)
    void aCutAmidRowsIsUnavailableAndNeverAShorterTable(PostgresOptions.Transport transport) throws Exception {
        TestServer.Database database = TestServer.newest()
                .database("CREATE TABLE t AS SELECT i, repeat('x', 1000) FROM generate_series(1, 3000) i");
        for (long bytes : new long[] {100_000, 1_000_000, 3_000_000}) {
            try (Proxy proxy = new Proxy(database.server().port(), bytes)) {
                Failure failure = catchThrowableOfType(
                        Failure.class,
                        () -> Export.rows(through(proxy, database).withTransport(transport)));
                assertThat(failure.kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
                assertThat(failure)
                        .hasMessageContaining("reading public.t/0 ended early")
                        .hasMessageContaining("broke");
            }
        }
        try (Proxy proxy = new Proxy(database.server().port(), Long.MAX_VALUE)) {
            assertThat(Export.rows(through(proxy, database))).hasSize(3000);
        }
    }

    private static PostgresOptions through(Proxy proxy, TestServer.Database database) {
        return PostgresOptions.of(
                "postgresql://postgres@127.0.0.1:" + proxy.port() + "/" + database.name() + "?sslmode=disable",
                Map.of(),
                List.of("t"));
    }

    @Test
    void aReaderWhoseConnectionBrokeConnectsAgainWhenTheUnitIsTriedAgain() throws Exception {
        TestServer.Database database = TestServer.newest()
                .database("CREATE TABLE t AS SELECT i, repeat('x', 1000) FROM generate_series(1, 3000) i");
        try (Session<PostgresUnit> session = Export.open(database.options("t"));
                Reader<PostgresUnit> reader = session.reader()) {
            PostgresUnit unit = session.plan().tables().get(0).units().get(0);
            var expected = reader.digest(unit);
            database.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'COPY%'"
                    + " AND datname = current_database()");
            Failure failure = catchThrowableOfType(Failure.class, () -> reader.digest(unit));
            assertThat(failure.kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
            assertThat(reader.digest(unit)).isEqualTo(expected);
        }
    }
}
