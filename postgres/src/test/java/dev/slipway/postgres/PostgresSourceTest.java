package dev.slipway.postgres;

import dev.slipway.job.Source;
import dev.slipway.job.SourceContract;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;

class PostgresSourceTest extends SourceContract<PostgresUnit> {
    private PostgresOptions options;

    @BeforeEach
    void fill() throws SQLException {
        options = TestServer.newest()
                .database(
                        "CREATE TABLE t (id int PRIMARY KEY, body text)",
                        "INSERT INTO t SELECT i, repeat('x', 500) FROM generate_series(1, 1000) i",
                        "ANALYZE t")
                .options("public.t")
                .withUnitBytes(64 << 10);
    }

    @Override
    protected Source<PostgresUnit> source() {
        return new PostgresSource(options);
    }
}
