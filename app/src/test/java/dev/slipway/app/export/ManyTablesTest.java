package dev.slipway.app.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.Lakes;
import dev.slipway.app.TestServer;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyTablesTest {
    @TempDir
    Path folder;

    /** The server has room for 3,840 locks; nine connections would take 5,400. */
    @Test
    void manyPartitionsAreReadOverFewerConnectionsThanWouldTakeAllLocks() throws SQLException {
        TestServer.Database database = TestServer.embedded18()
                .database(
                        "CREATE TABLE t (i int) PARTITION BY LIST (i)",
                        """
                DO $$ BEGIN
                  FOR i IN 1..600 LOOP EXECUTE format('CREATE TABLE t_%s PARTITION OF t FOR VALUES IN (%s)', i, i); END LOOP;
                END $$""",
                        "INSERT INTO t SELECT generate_series(1, 600)");

        Cli exported = Cli.export(database, folder, "t", "--connections", "8", "--verify", "later");

        assertThat(exported.status()).as(exported.all()).isZero();
        assertThat(exported.all()).contains("in all tables: read over 3 instead of 8 connections", "3,840 locks");
        assertThat(Lakes.files(folder))
                .filteredOn(file -> file.toString().endsWith(".parquet"))
                .hasSize(600);
    }
}
