package dev.slipway.app.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.ExitCode;
import dev.slipway.app.Lakes;
import dev.slipway.app.Proxy;
import dev.slipway.app.SlipwayProcess;
import dev.slipway.app.TestServer;
import dev.slipway.app.ThisProcess;
import dev.slipway.ledger.Lease;
import dev.slipway.ledger.Ledger;
import dev.slipway.ledger.StoreLedger;
import dev.slipway.store.LocalStore;
import dev.slipway.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Many partitions, each by itself: one that fails stops no other, and what became of each is told. */
@Timeout(120)
class ArchiveTest {
    private static final String WAITING = "SELECT count(*) FROM pg_locks l JOIN pg_class c ON c.oid = l.relation"
            + " WHERE NOT l.granted AND c.relname IN ('p1', 'p2', 'p3')";

    @TempDir
    Path folder;

    private final TestServer.Database database;

    ArchiveTest() throws SQLException {
        database = TestServer.embedded18()
                .database(
                        "CREATE TABLE p (id int, at timestamp, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)",
                        "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2023-01-01') TO ('2023-02-01')",
                        "CREATE TABLE p2 PARTITION OF p FOR VALUES FROM ('2023-02-01') TO ('2023-03-01')",
                        "CREATE TABLE p3 PARTITION OF p FOR VALUES FROM ('2023-03-01') TO ('2023-04-01')",
                        "INSERT INTO p SELECT i, timestamp '2023-01-01' + i * interval '1 hour'"
                                + " FROM generate_series(0, 2000) i");
    }

    private Path lake() {
        return folder.resolve("lake");
    }

    private List<Object> arguments(Object... more) {
        List<Object> all =
                new ArrayList<>(List.of("archive", "--url", database.url(), "--to", lake(), "--retry-backoff", "0s"));
        all.addAll(List.of(more));
        return all;
    }

    private Cli archive(Object... more) {
        return Cli.run(arguments(more).toArray());
    }

    /** Keeps everyone from some tables until it is closed. */
    private Connection held(String... tables) throws SQLException {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLE " + String.join(", ", tables) + " IN ACCESS EXCLUSIVE MODE");
        }
        return connection;
    }

    @Test
    void everyPartitionHasARunAndASnapshotOfItsOwn() {
        Cli cli = archive("p", "--json");
        assertThat(cli.status()).as(cli.all()).isZero();
        assertThat(cli.json("started"))
                .extracting(node -> node.required("run").asString())
                .doesNotHaveDuplicates()
                .hasSize(3);
        JsonNode done = cli.json().getLast();
        assertThat(done.required("tables"))
                .hasSize(3)
                .allMatch(table -> table.required("state").asString().equals("published"));
        assertThat(Cli.run("verify", lake()).status()).isZero();
        // Rows stand by their dates unless someone says otherwise.
        assertThat(Lakes.data(lake())).allMatch(file -> file.toString().contains("/year=2023/month=0"));
    }

    @Test
    void oneThatIsNotThereFailsByItselfAndTheRestIsDone() {
        Cli cli = archive("p1", "p_gone", "p3");
        assertThat(cli.status()).isEqualTo(1);
        assertThat(cli.out())
                .contains("Summary: 3 partitions, 2 succeeded, 1 failed\n")
                .contains("  succeeded    public.p1\n  failed       p_gone\n  succeeded    public.p3\n");
        assertThat(cli.err())
                .contains("slipway: p_gone was not exported: no table matches \"p_gone\"")
                .contains("public.p1: done, 744 rows in 2 files")
                .contains("p_gone: failed, no table matches");
        Cli list = Cli.run("archive", "list", lake());
        assertThat(list.status()).isZero();
        assertThat(list.out()).contains("public.p1", "public.p3").doesNotContain("p_gone");
    }

    /** As one leaves them when its ledger does not answer at its end. */
    @Test
    void whatAnEarlierAttemptDidNotGiveBackIsNoHindrance() {
        Store store = new LocalStore(lake());
        try (Ledger ledger = StoreLedger.open(store, Clock.systemUTC(), "first")) {
            Lease.take(
                    ledger, ThisProcess.claimant("first", "export"), Clock.systemUTC(), Map.of("public.p2", List.of()));
        }
        Cli export = Cli.export(database, lake(), "p2");
        assertThat(export.status()).as(export.all()).isEqualTo(ExitCode.HELD);

        Cli cli = archive("p");
        assertThat(cli.status()).as(cli.all()).isZero();
    }

    @Test
    void aPartitionIsTriedAsOftenInAllAsWasSaid() throws Exception {
        database.run("CREATE TABLE large AS SELECT i, repeat('x', 900) FROM generate_series(1, 2000) i");
        try (Proxy proxy = new Proxy(database.server().port(), 300_000, Proxy.Then.CUT)) {
            Cli cli = Cli.run(
                    "archive",
                    "--url",
                    database.url("postgres", proxy.port()),
                    "--to",
                    lake(),
                    "large",
                    "p1",
                    "--retries",
                    "3",
                    "--retry-backoff",
                    "0s",
                    "--json");
            assertThat(cli.status()).isEqualTo(1);
            assertThat(cli.json("warning"))
                    .extracting(node -> node.required("text").asString())
                    .hasSize(2)
                    .satisfiesExactly(
                            text -> assertThat(text).startsWith("public.large: attempt 1 of 3 failed"),
                            text -> assertThat(text).startsWith("public.large: attempt 2 of 3 failed"));
            // Nothing is tried within an attempt: three in all are three.
            assertThat(cli.json("unit-failed")).hasSize(3);
            assertThat(cli.json("table-published"))
                    .extracting(node -> node.required("table").asString())
                    .containsExactly("public.p1");
            assertThat(cli.json().getLast().required("exitCode").asInt()).isEqualTo(1);
        }
    }

    @Test
    void whatFailedForAMomentSucceedsAtTheNextAttempt() throws Exception {
        try (Connection holder = held("p2");
                SlipwayProcess process = SlipwayProcess.start(
                        folder,
                        arguments("p2", "--lock-timeout", "1", "--retries", "100", "--json")
                                .toArray())) {
            process.awaitOutput("public.p2: attempt 1 of 100 failed");
            holder.rollback();
            Cli cli = process.end(60);
            assertThat(cli.status()).as(cli.all()).isZero();
            assertThat(cli.json("table-published")).hasSize(1);
        }
    }

    @Test
    void whatAnotherAttemptCannotMendIsNotTriedAgain() {
        Cli cli = archive("p_gone", "--retries", "5");
        assertThat(cli.status()).isEqualTo(1);
        assertThat(cli.err()).doesNotContain("attempt");
    }

    @Test
    void severalAreWorkedOnAtOnceAndNoMoreThanThat() throws Exception {
        try (Connection holder = held("p1", "p2", "p3");
                SlipwayProcess process = SlipwayProcess.start(
                        folder,
                        arguments("p", "--parallel", "2", "--lock-timeout", "100")
                                .toArray())) {
            assertThat(process.await(() -> database.text(WAITING).equals("2"))).isTrue();
            // Both wait, so there is nobody who could begin the third.
            assertThat(database.text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                            + " AND application_name LIKE 'slipway%snapshot'"))
                    .isEqualTo("2");
            holder.rollback();
            Cli cli = process.end(60);
            assertThat(cli.status()).as(cli.all()).isZero();
            assertThat(cli.out()).contains("Summary: 3 partitions, 3 succeeded, 0 failed");
        }
    }

    @Test
    void whenItIsInterruptedTheSummaryIsPrintedAndTheSameCommandGoesOn() throws Exception {
        Path lake = lake();
        try (Connection holder = held("p2");
                SlipwayProcess process = SlipwayProcess.start(
                        folder, arguments("p", "--lock-timeout", "100").toArray())) {
            assertThat(process.await(() -> database.text(WAITING).equals("1"))).isTrue();
            process.signal("INT");
            Cli cli = process.end(20);
            assertThat(cli.status()).as(cli.all()).isEqualTo(130);
            assertThat(cli.out())
                    .contains("Summary: 3 partitions, 1 succeeded, 0 failed, 2 interrupted\n")
                    .contains("  succeeded    public.p1\n  interrupted  public.p2\n  interrupted  public.p3\n");
            assertThat(cli.err()).contains("run again to go on").doesNotContain("\tat ");
            holder.rollback();
        }
        assertThat(Lakes.data(lake)).isNotEmpty();
        Cli again = archive("p");
        assertThat(again.status()).as(again.all()).isZero();
        assertThat(again.out()).contains("Summary: 3 partitions, 3 succeeded, 0 failed");
    }

    @Test
    void theVariablesOfTheScriptsAreEnough() throws Exception {
        Files.writeString(folder.resolve("partitions.txt"), "# the first two\r\npublic.p1\r\npublic.p2 # and no more");
        Map<String, String> environment = Map.of(
                "PGHOST", "localhost",
                "PGPORT", String.valueOf(database.server().port()),
                "PGDATABASE", database.name(),
                "PGUSER", "postgres",
                "PARTITIONS_FILE", folder.resolve("partitions.txt").toString(),
                "OUT_ROOT", lake().toString(),
                "PARQUET_PREFIX", "perm_items",
                "FLUSH_THRESHOLD", "100",
                "MAX_PARALLEL", "2");
        try (SlipwayProcess process = SlipwayProcess.start(folder, environment, "", "archive")) {
            Cli cli = process.end(60);
            assertThat(cli.status()).as(cli.all()).isZero();
            assertThat(cli.out()).contains("Summary: 2 partitions, 2 succeeded, 0 failed");
        }
        assertThat(Lakes.data(lake()))
                .hasSizeGreaterThan(10)
                .allMatch(file -> file.getFileName().toString().startsWith("perm_items-"));
        assertThat(new TreeSet<>(Lakes.data(lake()).stream()
                        .map(file -> lake().relativize(file.getParent()).toString())
                        .toList()))
                .containsExactly(
                        "year=2023/month=01/half=01",
                        "year=2023/month=01/half=02",
                        "year=2023/month=02/half=01",
                        "year=2023/month=02/half=02");
    }

    @Test
    void theCommandLineWinsOverPartitionsAndThoseOverTheFile() throws Exception {
        Path file = Files.writeString(folder.resolve("partitions.txt"), "p3\n");
        Map<String, String> environment = Map.of("PARTITIONS", "p2,\np2", "PARTITIONS_FILE", file.toString());
        assertThat(exported(environment)).containsExactly("public.p2");
        assertThat(exported(environment, "p1")).containsExactly("public.p1");
        assertThat(exported(environment, "--partitions-file", file)).containsExactly("public.p3");
        assertThat(exported(Map.of("PARTITIONS", "", "PARTITIONS_FILE", file.toString())))
                .containsExactly("public.p3");
    }

    private List<String> exported(Map<String, String> environment, Object... more) throws Exception {
        List<Object> all = arguments(more);
        all.add("--json");
        try (SlipwayProcess process = SlipwayProcess.start(folder, environment, "", all.toArray())) {
            Cli cli = process.end(60);
            assertThat(cli.status()).as(cli.all()).isZero();
            return cli.json("table-published").stream()
                    .map(node -> node.required("table").asString())
                    .toList();
        }
    }

    @Test
    void withoutPartitionsThereIsNothingToDo() {
        Cli cli = archive();
        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.err()).contains("no partitions", "PARTITIONS_FILE");
        assertThat(Files.exists(lake())).isFalse();
    }

    @Test
    void afterAFailureNothingMoreIsBegunIfThatIsWanted() {
        Cli cli = archive("p_gone", "p1", "--stop-on-error");
        assertThat(cli.status()).isEqualTo(1);
        assertThat(cli.out()).contains("Summary: 2 partitions, 0 succeeded, 2 failed");
        assertThat(cli.err()).contains("public.p1 was not exported: it was left alone");
    }

    @Test
    void eachPartitionHasItsOwnMappingAndOneForNoneIsRefused() throws Exception {
        Path one = Files.writeString(
                folder.resolve("one.yaml"), "mapping: 1\ntable: public.p1\ncolumns: {id: {rename: n}}\n");
        Path other = Files.writeString(
                folder.resolve("other.yaml"), "mapping: 1\ntable: public.p2\ncolumns: {id: {rename: m}}\n");
        Cli mapped = archive("p1", "p2", "--mapping", one, "--mapping", other);
        assertThat(mapped.status()).as(mapped.all()).isZero();
        Cli unused = archive("p3", "--mapping", one);
        assertThat(unused.status()).isEqualTo(2);
        assertThat(unused.err()).contains("one.yaml is for \"public.p1\", which none of the tables is");
    }

    @Test
    void tablesOfAnExportMayHaveASnapshotEachToo() {
        Cli cli = Cli.export(database, lake(), "p", "p_gone", "--snapshot", "table", "--parallel", "2", "--json");
        assertThat(cli.status()).isEqualTo(3);
        assertThat(cli.json("started")).hasSize(3);
        assertThat(cli.json("table-failed")).hasSize(1);
        assertThat(Cli.export(database, lake(), "p", "--parallel", "2").status())
                .isEqualTo(2);
        assertThat(Cli.export(database, lake(), "p", "--snapshot", "table", "--publish", "plan")
                        .status())
                .isEqualTo(2);
        Cli one = Cli.export(database, lake(), "p", "--json");
        assertThat(one.json("started")).hasSize(1);
        assertThat(one.status()).isZero();
    }

    @Test
    void theLogTellsEachRunOnceUnderItsOwnName() throws Exception {
        Path log = folder.resolve("log");
        assertThat(archive("p1", "p2", "--log", log).status()).isZero();
        List<String> published = Files.readAllLines(log).stream()
                .filter(line -> line.contains("event=table-published"))
                .toList();
        assertThat(published).hasSize(2);
        assertThat(published.get(0).replaceAll(".* run=(\\S+) .*", "$1"))
                .isNotEqualTo(published.get(1).replaceAll(".* run=(\\S+) .*", "$1"));
    }
}
