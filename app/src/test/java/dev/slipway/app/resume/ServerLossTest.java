package dev.slipway.app.resume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.Lakes;
import dev.slipway.app.MortalServer;
import dev.slipway.app.Proxy;
import dev.slipway.app.TestServer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server goes, or the way to it. */
@Timeout(60)
class ServerLossTest {
    /** About 4 MB on the wire, in about ten units. */
    private static final String[] TABLE = {
        "CREATE TABLE t (id int PRIMARY KEY, a text)",
        "INSERT INTO t SELECT i, repeat(md5(i::text), 30) FROM generate_series(1, 4000) i",
        "ANALYZE t"
    };

    private static final String UNITS = "500kB";

    @TempDir
    Path folder;

    @Test
    void aServerThatCrashesEndsTheRunAndTheNextOneGoesOn() throws Exception {
        Path lake = folder.resolve("lake");
        try (MortalServer mortal = MortalServer.start(folder)) {
            TestServer.Database database = mortal.server().database(TABLE);
            try (Proxy proxy = new Proxy(database.server().port(), 2_000_000, Proxy.Then.STALL)) {
                CompletableFuture<Cli> export = CompletableFuture.supplyAsync(() -> export(database, proxy, lake));
                proxy.awaitStall();
                mortal.crash();
                proxy.release();
                Cli lost = export.get();
                assertThat(lost.status()).as(lost.all()).isEqualTo(1);
                assertThat(lost.err()).contains("public.t was not exported", "localhost:" + proxy.port(), "broke");
                assertThat(lost.err().lines()).hasSize(1);
            }
            Cli down = Cli.export(database, lake, "t");
            assertThat(down.status()).isEqualTo(1);
            assertThat(down.err()).contains("cannot connect to", "is the server running");
            Whole.isNeverLess(lake);
            mortal.restart();
            Cli resumed = Cli.export(database, lake, "t", "--unit-bytes", UNITS, "--json");
            assertThat(resumed.status()).as(resumed.all()).isZero();
            assertThat(resumed.json().getLast().required("unitsKept").asInt())
                    .as(() -> Cli.run("status", lake, "--raw").out())
                    .isPositive();
            Whole.is(lake, database);
        }
    }

    private static Cli export(TestServer.Database database, Proxy proxy, Path lake, Object... more) {
        Object[] arguments = {"t", "--unit-bytes", UNITS, "--connections", "1", "--retry-backoff", "0s"};
        Object[] all =
                Stream.concat(Arrays.stream(arguments), Arrays.stream(more)).toArray();
        return Cli.export(database.url("postgres", proxy.port()), lake, all);
    }

    @Test
    void aNetworkThatIsCutAnywhereEndsTheRunAndTheNextOneGoesOn() throws Exception {
        long seed = 5;
        System.out.println("cuts: seed " + seed);
        Random random = new Random(seed);
        TestServer.Database database = TestServer.embedded18().database(TABLE);
        int failed = 0;
        int kept = 0;
        for (int i = 0; i < 12; i++) {
            Path lake = folder.resolve("lake-" + i);
            long bytes = (long) Math.exp(Math.log(100) + random.nextDouble() * Math.log(40_000));
            try (Proxy proxy = new Proxy(database.server().port(), bytes, Proxy.Then.CUT)) {
                Cli cut = export(database, proxy, lake, "--retries", 1);
                assertThat(cut.status()).as(bytes + ": " + cut.all()).isIn(0, 1);
                if (cut.status() == 1) {
                    failed++;
                    assertThat(cut.err()).contains("localhost:" + proxy.port()).doesNotContain("Exception", "\tat ");
                    assertThat(cut.err().lines()).hasSize(1);
                }
            }
            Whole.isNeverLess(lake);
            Cli resumed = Cli.export(database, lake, "t", "--unit-bytes", UNITS, "--json");
            assertThat(resumed.status()).as(resumed.all()).isZero();
            kept += resumed.json().getLast().required("unitsKept").asInt();
            Whole.is(lake, database);
        }
        System.out.println("cuts: 12 exports, " + failed + " cut off, " + kept + " units kept by those that went on");
        assertThat(failed).isPositive();
        assertThat(kept).isPositive();
    }

    /** Each connection is cut after some units: every cut is made good by the second try on another connection. */
    @Test
    void aReadersConnectionThatIsCutIsSurvivedWithinTheRun() throws Exception {
        TestServer.Database database = TestServer.embedded18().database(TABLE);
        Path lake = folder.resolve("lake");
        try (Proxy proxy = new Proxy(database.server().port(), 1_500_000, Proxy.Then.CUT)) {
            Cli exported = export(database, proxy, lake, "--retries", 2, "--json");
            assertThat(exported.status()).as(exported.all()).isZero();
            assertThat(exported.json().getLast().required("retries").asInt()).isPositive();
            assertThat(exported.json("unit-failed")).isNotEmpty().allSatisfy(event -> assertThat(
                            event.required("again").asBoolean())
                    .isTrue());
        }
        Whole.is(lake, database);
    }

    @Test
    void whatAnEarlierRunWroteOutlivesARunThatCannotCompareIt() throws Exception {
        TestServer.Database database = TestServer.embedded18().database(TABLE);
        Path lake = folder.resolve("lake");
        try (Proxy proxy = new Proxy(database.server().port(), 2_000_000, Proxy.Then.CUT)) {
            assertThat(export(database, proxy, lake, "--retries", 1).status()).isEqualTo(1);
        }
        database.run("INSERT INTO t VALUES (0, 'so that all must be compared')");
        try (Proxy proxy = new Proxy(database.server().port(), 100_000, Proxy.Then.CUT)) {
            Cli blind = export(database, proxy, lake, "--retries", 1);
            assertThat(blind.status()).as(blind.all()).isEqualTo(1);
        }
        Cli resumed = Cli.export(database, lake, "t", "--unit-bytes", UNITS, "--json");
        assertThat(resumed.status()).as(resumed.all()).isZero();
        assertThat(resumed.json().getLast().required("unitsKept").asInt()).isPositive();
        Whole.is(lake, database);
        assertThat(Lakes.staged(lake)).isEmpty();
    }

    @Test
    void withoutTheConnectionThatHoldsTheSnapshotNothingIsPublishedAndAllIsKept() throws Exception {
        TestServer.Database database = TestServer.embedded18().database(TABLE);
        Path lake = folder.resolve("lake");
        try (Proxy proxy = new Proxy(database.server().port(), 2_000_000, Proxy.Then.STALL)) {
            CompletableFuture<Cli> export = CompletableFuture.supplyAsync(() -> export(database, proxy, lake));
            proxy.awaitStall();
            database.run(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                            + " AND pid <> pg_backend_pid() AND backend_type = 'client backend' ORDER BY backend_start LIMIT 1");
            proxy.release();
            Cli lost = export.get();
            assertThat(lost.status()).as(lost.all()).isEqualTo(1);
            assertThat(lost.err())
                    .contains("the connection that held the snapshot and its locks has ended", "run again");
        }
        Whole.isNeverLess(lake);
        Cli resumed = Cli.export(database, lake, "t", "--unit-bytes", UNITS);
        assertThat(resumed.status()).as(resumed.all()).isZero();
        assertThat(resumed.out()).contains("nothing had changed, all files stay");
        Whole.is(lake, database);
    }
}
