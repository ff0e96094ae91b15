package dev.slipway.app.resume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.Lakes;
import dev.slipway.app.Proxy;
import dev.slipway.app.SlipwayProcess;
import dev.slipway.app.TestServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two runs that want the same table: one works, and the other is told. */
class TwoOfAKindTest {
    @TempDir
    Path folder;

    private TestServer.Database database;
    private Path lake;

    @BeforeEach
    void prepare() throws SQLException {
        lake = folder.resolve("lake");
        database = TestServer.embedded18()
                .database(
                        "CREATE TABLE t (id int PRIMARY KEY, a text, n int)",
                        "INSERT INTO t SELECT i, repeat(md5(i::text), 30), 0 FROM generate_series(1, 4000) i",
                        "CREATE TABLE other AS SELECT 1 AS one",
                        "ANALYZE");
    }

    private SlipwayProcess start(Proxy proxy, Object... more) throws Exception {
        Object[] arguments = {
            "export",
            "postgres",
            "t",
            "--url",
            database.url("postgres", proxy.port()),
            "--to",
            lake,
            "--json",
            "--unit-bytes",
            "500kB"
        };
        Object[] all =
                Stream.concat(Arrays.stream(arguments), Arrays.stream(more)).toArray();
        return SlipwayProcess.start(folder, all);
    }

    private Proxy stalling() throws Exception {
        return new Proxy(database.server().port(), 700_000, Proxy.Then.STALL);
    }

    @Test
    void theSecondIsToldWhoWorksOnTheTableAndUntilWhen() throws Exception {
        try (Proxy proxy = stalling();
                SlipwayProcess holder = start(proxy, "--job", "nightly")) {
            proxy.awaitStall();
            holder.awaitOutput("\"unit-done\"");
            Cli second = Cli.export(database, lake, "t", "--job", "nightly");
            assertThat(second.status()).as(second.all()).isEqualTo(4);
            assertThat(second.err())
                    .contains("public.t is being worked on by run " + run(holder) + " of job nightly")
                    .contains("process " + holder.pid() + " on ")
                    .containsPattern("until \\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z or longer; run again when it has ended");
            assertThat(second.err().lines()).hasSize(1);
            Cli beside = Cli.export(database, lake, "other");
            assertThat(beside.status()).as(beside.all()).isZero();
            proxy.release();
            assertThat(holder.end(60).status()).isZero();
        }
        Whole.is(lake, database);
        Cli again = Cli.export(database, lake, "t", "--job", "nightly");
        assertThat(again.status()).as(again.all()).isZero();
    }

    private static String run(SlipwayProcess process) throws Exception {
        String started = process.output().lines().findFirst().orElseThrow();
        return started.replaceFirst(".*\"run\":\"([^\"]+)\".*", "$1");
    }

    @Test
    void aTableOfAnotherJobIsRefusedByTheNameOfItsOwner() throws Exception {
        assertThat(Cli.export(database, lake, "t", "--job", "nightly").status()).isZero();
        Cli foreign = Cli.export(database, lake, "t", "--job", "hourly");
        assertThat(foreign.status()).isEqualTo(2);
        assertThat(foreign.err())
                .contains("public.t belongs to job \"nightly\", and this is job \"hourly\"", "--replace");
        assertThat(Cli.export(database, lake, "t", "--job", "hourly", "--replace")
                        .status())
                .isZero();
        assertThat(Cli.export(database, lake, "t", "--job", "nightly").status()).isEqualTo(2);
        Whole.is(lake, database);
    }

    /** The lease of the dead would last a day: nobody can have waited for its end. */
    @Test
    void afterAKillOnTheSameMachineNobodyWaitsForTheLease() throws Exception {
        try (Proxy proxy = stalling();
                SlipwayProcess holder = start(proxy, "--lease", "24h")) {
            proxy.awaitStall();
            holder.awaitOutput("\"unit-done\"");
            assertThat(Cli.export(database, lake, "t").status()).isEqualTo(4);
            holder.kill();
        }
        assertThat(Cli.export(database, lake, "t").status()).isZero();
        Whole.is(lake, database);
    }

    @Test
    @Timeout(120)
    void whoeverSleptPastHisLeaseIsFencedAndLeavesNothing() throws Exception {
        try (Proxy proxy = stalling();
                SlipwayProcess sleeper = start(proxy, "--lease", "1s")) {
            proxy.awaitStall();
            sleeper.awaitOutput("\"unit-done\"");
            sleeper.signal("STOP");
            database.run("UPDATE t SET n = 1 WHERE id % 1000 = 0");
            Cli second = takeOver();
            proxy.release();
            sleeper.signal("CONT");
            Cli fenced = sleeper.end(60);
            assertThat(fenced.status()).as(fenced.all()).isEqualTo(4);
            assertThat(fenced.json("fenced"))
                    .singleElement()
                    .extracting(event -> event.required("error").asString())
                    .asString()
                    .contains("public.t was taken over by run "
                            + second.json("started").getFirst().required("run").asString())
                    .contains(
                            "of job export (process " + ProcessHandle.current().pid());
        }
        assertThat(Lakes.staged(lake)).isEmpty();
        Whole.is(lake, database);
    }

    /** Tries until nobody holds the table any more. */
    private Cli takeOver() {
        while (true) {
            Cli second = Cli.export(database, lake, "t", "--json", "--unit-bytes", "500kB");
            if (second.status() != 4) {
                assertThat(second.status()).as(second.all()).isZero();
                return second;
            }
            assertThat(second.all()).contains("is being worked on by run");
        }
    }

    private void sleepers(int count, long seed) throws Exception {
        System.out.println("sleepers: seed " + seed);
        Random random = new Random(seed);
        int fenced = 0;
        for (int i = 0; i < count; i++) {
            lake = folder.resolve("lake-" + i);
            KillPoint point = KillPoint.random(random, 2_000_000, 50);
            try (Proxy proxy = new Proxy(database.server().port(), point.bytesMax(), Proxy.Then.STALL);
                    SlipwayProcess sleeper = start(proxy, "--lease", "1s")) {
                point.await(sleeper, proxy, Target.folder(lake));
                sleeper.signal("STOP");
                database.run("UPDATE t SET n = n + 1 WHERE id = " + random.nextInt(4000));
                takeOver();
                proxy.release();
                sleeper.signal("CONT");
                Cli ended = sleeper.end(60);
                assertThat(ended.status()).as(point + ": " + ended.all()).isIn(0, 4);
                fenced += ended.status() == 4 ? 1 : 0;
            }
            assertThat(Lakes.staged(lake)).as(point.toString()).isEmpty();
            Whole.is(lake, database);
        }
        System.out.println("sleepers: " + count + " stopped and overtaken, " + fenced + " of them fenced, the others"
                + " had not begun or were done");
        assertThat(fenced).isPositive();
    }

    @Test
    @Timeout(240)
    void aSleeperOfAnyInstantIsOvertakenWithoutHarm() throws Exception {
        sleepers(4, 11);
    }

    @Test
    @Tag("heavy")
    void sixtySleepersAreOvertakenWithoutHarm() throws Exception {
        sleepers(60, 12);
    }
}
