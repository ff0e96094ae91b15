package dev.slipway.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.ExitCode;
import dev.slipway.app.Lakes;
import dev.slipway.app.TestServer;
import dev.slipway.app.TimeLimit;
import dev.slipway.app.console.Console;
import dev.slipway.app.export.Ending;
import dev.slipway.app.export.JobRun;
import dev.slipway.app.export.LogOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run past the timeout of its job is stopped cleanly, and the next one goes on. The alarm rings when the test says so. */
@Timeout(60)
final class TimeoutTest {
    private static final String SLEEPING =
            "SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()"
                    + " AND pid <> pg_backend_pid()";

    @TempDir
    Path folder;

    private final BlockingQueue<Runnable> alarms = new LinkedBlockingQueue<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private Path job(TestServer.Database database, String rows) throws IOException {
        return Files.writeString(folder.resolve("job.yaml"), """
                job: nightly
                source: {postgres: {url: "%s", %s, connections: 1}}
                targets: [{folder: lake}]
                timeout: 10m
                """.formatted(database.url(), rows));
    }

    private int run(Path file, boolean json) {
        Console console = Console.ofProcess(new PrintWriter(out, true), new PrintWriter(err, true));
        TimeLimit limit = new TimeLimit((after, action) -> {
            alarms.add(action);
            return () -> {};
        });
        return new JobRun(console, new LogOptions(), json, false, Ending.EXPORT, limit).run(() -> {
            JobFile read = JobFile.read(file);
            limit.begin(read.timing().timeout());
            return read.ready(Map.of(), new InputChoice.Latest());
        });
    }

    private void ringWhenAsleep(TestServer.Database database) throws Exception {
        database.await("t", SLEEPING);
        Runnable alarm = alarms.poll(20, TimeUnit.SECONDS);
        assertThat(alarm).isNotNull();
        alarm.run();
    }

    @Test
    void whatIsDoneStaysAndTheRunFailsWithTheReason() throws Exception {
        TestServer.Database database = TestServer.embedded18()
                .database(
                        "CREATE TABLE a_quick AS SELECT 1 AS a",
                        "CREATE TABLE b_slow AS SELECT i AS a FROM generate_series(1, 1000) i",
                        "CREATE SCHEMA test",
                        "CREATE TABLE test.pace AS SELECT true AS slow");
        Path file = job(
                database,
                "tables: [public.*], where: \"a = 1 OR CASE WHEN (SELECT slow FROM test.pace) THEN pg_sleep(60) IS NOT NULL"
                        + " ELSE true END\"");
        CompletableFuture<Integer> run = CompletableFuture.supplyAsync(() -> run(file, false));
        ringWhenAsleep(database);

        assertThat(run.get(30, TimeUnit.SECONDS)).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("stopped after 600s, which is the timeout of the job", "to go on");
        database.awaitNobodyElse();
        Path lake = folder.resolve("lake");
        assertThat(Lakes.forgotten(lake)).isEmpty();

        database.run("UPDATE test.pace SET slow = false");
        assertThat(run(file, false)).as(err.toString()).isEqualTo(ExitCode.DONE);
        assertThat(Lakes.data(lake)).hasSize(2);
        assertThat(Cli.run("verify", lake).status()).isZero();
    }

    @Test
    void programsAreToldTheSameStatus() throws Exception {
        TestServer.Database database = TestServer.embedded18().database();
        Path file = job(database, "query: \"SELECT 1 AS one, pg_sleep(60)::text AS nap\"");
        CompletableFuture<Integer> run = CompletableFuture.supplyAsync(() -> run(file, true));
        ringWhenAsleep(database);

        assertThat(run.get(30, TimeUnit.SECONDS)).isEqualTo(ExitCode.FAILED);
        assertThat(out.toString().lines().toList().getLast()).contains("\"event\":\"done\"", "\"exitCode\":1");
    }
}
