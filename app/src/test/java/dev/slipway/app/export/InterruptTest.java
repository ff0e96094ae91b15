package dev.slipway.app.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.Lakes;
import dev.slipway.app.Proxy;
import dev.slipway.app.SlipwayProcess;
import dev.slipway.app.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctrl-C and termination, on processes: soon over, nothing visible, nothing staged, nobody left on the server. */
@Timeout(60)
class InterruptTest {
    private static final String SLEEPING =
            "SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()"
                    + " AND pid <> pg_backend_pid()";

    @TempDir
    Path folder;

    private void endsAtOnce(SlipwayProcess process, TestServer.Database database, Path lake) throws Exception {
        Cli ended = process.end(8);
        assertThat(ended.status()).as(ended.all()).isEqualTo(130);
        assertThat(ended.all()).contains("interrupted").doesNotContain("Exception", "\tat ", "defect");
        assertThat(Lakes.data(lake)).isEmpty();
        assertThat(Lakes.forgotten(lake)).isEmpty();
        database.awaitNobodyElse();
    }

    private SlipwayProcess export(String url, Path lake, Object... arguments) throws IOException {
        List<Object> all = new ArrayList<>(List.of("export", "postgres", "--url", url, "--to", lake));
        all.addAll(List.of(arguments));
        return SlipwayProcess.start(folder, all.toArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void aSlowServerIsLeft(String signal) throws Exception {
        TestServer.Database database = TestServer.embedded18()
                .database("CREATE TABLE t AS SELECT i, md5(i::text) m FROM generate_series(1, 20000) i");
        Path lake = folder.resolve("lake");
        try (SlipwayProcess process =
                export(database.url(), lake, "t", "--where", "i < 15000 OR pg_sleep(0.01) IS NOT NULL", "--json")) {
            process.awaitOutput("unit-started");
            database.await("t", SLEEPING);
            process.signal(signal);
            endsAtOnce(process, database, lake);
        }
    }

    @Test
    void aQueryThatSendsNothingIsEndedOnTheServer() throws Exception {
        TestServer.Database database = TestServer.embedded18().database();
        Path lake = folder.resolve("lake");
        try (SlipwayProcess process =
                export(database.url(), lake, "--query", "SELECT 1 AS one, pg_sleep(600)::text AS nap")) {
            database.await("t", SLEEPING);
            process.signal("INT");
            endsAtOnce(process, database, lake);
        }
    }

    @Test
    void aNetworkThatStallsIsLeft() throws Exception {
        TestServer.Database database = TestServer.embedded18()
                .database("CREATE TABLE t AS SELECT i, repeat(md5(i::text), 30) m FROM generate_series(1, 20000) i");
        Path lake = folder.resolve("lake");
        try (Proxy proxy = new Proxy(database.server().port(), 3_000_000, Proxy.Then.STALL);
                SlipwayProcess process = export(
                        database.url("postgres", proxy.port()),
                        lake,
                        "t",
                        "--connections",
                        "4",
                        "--unit-bytes",
                        "1MB")) {
            proxy.awaitStall();
            process.signal("INT");
            endsAtOnce(process, database, lake);
        }
    }

    @Test
    void waitingForALockIsLeft() throws Exception {
        TestServer.Database database = TestServer.embedded18().database("CREATE TABLE t AS SELECT 1 AS a");
        Path lake = folder.resolve("lake");
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE t");
            try (SlipwayProcess process = export(database.url(), lake, "t")) {
                database.await("1", "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 't'::regclass");
                process.signal("TERM");
                Cli ended = process.end(8);
                assertThat(ended.status()).as(ended.all()).isEqualTo(130);
                database.await("0", "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 't'::regclass");
            }
        }
        assertThat(Lakes.files(lake)).isEmpty();
    }

    @Test
    void tablesThatWereDoneBeforeStay() throws Exception {
        TestServer.Database database = TestServer.embedded18()
                .database(
                        "CREATE TABLE a_quick AS SELECT 1 AS a",
                        "CREATE TABLE b_slow AS SELECT i AS a FROM generate_series(1, 1000) i");
        Path lake = folder.resolve("lake");
        try (SlipwayProcess process = export(
                database.url(),
                lake,
                "public.*",
                "--where",
                "a = 1 OR pg_sleep(0.1) IS NOT NULL",
                "--connections",
                "1",
                "--json")) {
            process.awaitOutput("file-published");
            process.signal("INT");
            Cli ended = process.end(8);
            assertThat(ended.status()).as(ended.all()).isEqualTo(130);
            assertThat(ended.json().getLast().required("exitCode").asInt()).isEqualTo(130);
            assertThat(ended.json().getLast().required("tables").valueStream())
                    .extracting(table -> table.required("state").asString())
                    .containsExactly("published", "failed");
        }
        assertThat(Lakes.data(lake)).hasSize(1);
        assertThat(Lakes.staged(lake)).isEmpty();
        assertThat(Cli.run("verify", lake).status()).isZero();
    }
}
