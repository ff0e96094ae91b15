package dev.slipway.app.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.app.Cli;
import dev.slipway.app.Lakes;
import dev.slipway.app.Proxy;
import dev.slipway.app.SlipwayProcess;
import dev.slipway.app.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong, or is tried by others, while rows are on their way. */
class MidExportTest {
    /** About 8 MB on the wire. */
    private static final String[] TABLE = {
        "CREATE TABLE t (id int PRIMARY KEY, a text)",
        "INSERT INTO t SELECT i, repeat(md5(i::text), 30) FROM generate_series(1, 8000) i",
        "ANALYZE t"
    };

    @TempDir
    Path folder;

    private void leftNothing(Path lake) {
        assertThat(Lakes.data(lake)).isEmpty();
        assertThat(Lakes.staged(lake)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"automatic", "driver"})
    void aConnectionThatIsCutIsAFailureAndNeverAShorterTable(String transport) throws Exception {
        TestServer.Database database = TestServer.embedded18().database(TABLE);
        try (Proxy proxy = new Proxy(database.server().port(), 2_000_000, Proxy.Then.CUT)) {
            Cli cut = Cli.export(
                    database.url("postgres", proxy.port()),
                    folder,
                    "t",
                    "--transport",
                    transport,
                    "--retry-backoff",
                    "0s");
            assertThat(cut.status()).isEqualTo(1);
            assertThat(cut.err())
                    .contains(
                            "public.t was not exported: reading public.t/",
                            "ended early",
                            "the connection to localhost:" + proxy.port() + " broke");
            assertThat(cut.err().lines()).hasSize(1);
        }
        leftNothing(folder);
        assertThat(Cli.export(database, folder, "t").status()).isZero();
        assertThat(Cli.run("verify", folder, "--source", database.url()).status())
                .isZero();
    }

    @Test
    void aStatementThatTakesTooLongIsAFailureThatNamesTheOption() throws SQLException {
        TestServer.Database database = TestServer.embedded18().database(TABLE);
        Cli late =
                Cli.export(database, folder, "t", "--where", "pg_sleep(0.01) IS NOT NULL", "--statement-timeout", "1");
        assertThat(late.status()).isEqualTo(1);
        assertThat(late.err()).contains("public.t was not exported", "statement_timeout", "--statement-timeout");
        leftNothing(folder);
    }

    @Test
    void nobodyCanTruncateDropOrAlterATableAndWhatIsExportedIsTheSnapshot() throws Exception {
        TestServer.Database database = TestServer.embedded18().database(TABLE);
        try (Proxy proxy = new Proxy(database.server().port(), 1_000_000, Proxy.Then.STALL)) {
            CompletableFuture<Cli> export = CompletableFuture.supplyAsync(
                    () -> Cli.export(database.url("postgres", proxy.port()), folder, "t"));
            proxy.awaitStall();
            for (String change : List.of(
                    "TRUNCATE t",
                    "DROP TABLE t",
                    "ALTER TABLE t ADD z int",
                    "ALTER TABLE t ALTER id TYPE bigint",
                    "VACUUM FULL t")) {
                assertThatThrownBy(() -> database.run("SET lock_timeout = '50ms'", change))
                        .as(change)
                        .hasMessageContaining("lock timeout");
            }
            database.run(
                    "UPDATE t SET a = 'changed' WHERE id % 2 = 0",
                    "DELETE FROM t WHERE id % 3 = 0",
                    "INSERT INTO t SELECT -i, 'new' FROM generate_series(1, 500) i",
                    "VACUUM t");
            proxy.release();
            Cli exported = export.get();
            assertThat(exported.status()).as(exported.all()).isZero();
            assertThat(exported.out()).contains("8,000 rows");
        }
        assertThat(Cli.run("verify", folder).status()).isZero();
        TestServer.Database asItWas = TestServer.embedded18().database(TABLE);
        Cli compared = Cli.run("verify", folder, "--source", asItWas.url());
        assertThat(compared.status()).as(compared.all()).isZero();
    }

    @Test
    void aTableThatIsLockedAwayIsWaitedForOnlySoLong() throws SQLException {
        TestServer.Database database = TestServer.embedded18().database(TABLE);
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE t");
            Cli waited = Cli.export(database, folder, "t", "--lock-timeout", "1");
            assertThat(waited.status()).isEqualTo(1);
            assertThat(waited.err()).contains("public.t", "someone holds it exclusively", "--lock-timeout");
        }
        assertThat(Lakes.files(folder)).isEmpty();
    }

    @Test
    void aValueThatIsTooLargeIsRefusedByItsKey() throws SQLException {
        TestServer.Database database = TestServer.embedded18().database(TABLE);
        database.run("INSERT INTO t VALUES (4711, repeat('x', 3000000)) ON CONFLICT (id) DO UPDATE SET a = excluded.a");
        Cli refused = Cli.export(database, folder, "t", "--value-bytes-max", "1MB");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err())
                .contains("column \"a\" of public.t, row with id = 4711", "3000000 bytes", "--value-bytes-max");
        leftNothing(folder);
        assertThat(Cli.export(database, folder, "t", "--value-bytes-max", "4MB").status())
                .isZero();
    }

    @Test
    void aFullDiskIsAFailureThatLeavesNothing() throws Exception {
        TestServer.Database database = TestServer.embedded18()
                .database("CREATE TABLE t AS SELECT i, sha512(i::text::bytea) h FROM generate_series(1, 150000) i");
        Path lake = folder.resolve("lake");
        // No file above 4 MB: what a full disk is to a writer, EFBIG instead of ENOSPC. DuckDB's own library is larger.
        try (SlipwayProcess process = SlipwayProcess.start(
                folder,
                Map.of(),
                "ulimit -f 8192",
                "export",
                "postgres",
                "t",
                "--url",
                database.url(),
                "--to",
                lake,
                "--connections",
                "1",
                "--verify",
                "later")) {
            Cli full = process.end(60);
            assertThat(full.status()).as(full.all()).isEqualTo(1);
            assertThat(full.err())
                    .contains("public.t was not exported: could not write " + lake, "free some space and run again")
                    .doesNotContain("Exception", "\tat ");
        }
        leftNothing(lake);
        assertThat(Cli.export(database, lake, "t").status()).isZero();
    }

    @Test
    void aReaderThatCannotBeLoadedIsSaidBeforeRowsAreRead() throws Exception {
        TestServer.Database database = TestServer.embedded18().database(TABLE);
        Path lake = folder.resolve("lake");
        // The library is unpacked to the temporary folder, where there is no room for it.
        try (SlipwayProcess process = SlipwayProcess.start(
                folder, Map.of(), "ulimit -f 8192", "export", "postgres", "t", "--url", database.url(), "--to", lake)) {
            Cli unloaded = process.end(60);
            assertThat(unloaded.status()).as(unloaded.all()).isEqualTo(1);
            assertThat(unloaded.err())
                    .contains("DuckDB, which reads files back, could not be loaded", "--verify later");
            assertThat(unloaded.err().lines()).hasSize(1);
        }
        leftNothing(lake);
    }

    @Test
    void aFolderWithoutPermissionIsRefused() throws Exception {
        TestServer.Database database = TestServer.embedded18().database(TABLE);
        Path locked = Files.createDirectory(folder.resolve("locked"));
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
        // Root may write anywhere, but not from a namespace of its own.
        try (SlipwayProcess process = SlipwayProcess.start(
                folder,
                Map.of(),
                "[ \"$(id -u)\" != 0 ] || exec unshare -U \"$0\" \"$@\"",
                "export",
                "postgres",
                "t",
                "--url",
                database.url(),
                "--to",
                locked)) {
            Cli refused = process.end(60);
            assertThat(refused.status()).as(refused.all()).isEqualTo(2);
            assertThat(refused.err()).contains(locked.toString(), "permission denied", "choose another folder");
            assertThat(refused.err().lines()).hasSize(1);
        }
        assertThat(Lakes.files(locked)).isEmpty();
    }
}
