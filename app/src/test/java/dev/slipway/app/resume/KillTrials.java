package dev.slipway.app.resume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.Proxy;
import dev.slipway.app.SlipwayProcess;
import dev.slipway.app.TestServer;
import dev.slipway.aws.S3Server;
import dev.slipway.store.Blob;
import dev.slipway.store.Conflict;
import dev.slipway.store.Store;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Exports that are killed at random instants, most more than once, each into a folder of its own, and then run to their
 * end. What was found is counted.
 */
final class KillTrials {
    private static final List<String> TABLES = List.of("public.big", "public.\"Middle Of\"", "public.small");
    private static final int ROWS = 4000;

    private final Path folder;
    private final IntFunction<Target> targets;
    private final Random random;
    private final TestServer.Database database;
    private int trials;
    private int kills;
    private int tooLate;
    private int changes;
    private int kept;
    private int settled;
    private int forgotten;

    /**
     * None yet.
     *
     * @param folder of files that belong to no export
     * @param targets where each trial is made; nothing is there yet
     */
    KillTrials(Path folder, IntFunction<Target> targets, long seed) throws SQLException {
        this.folder = folder;
        this.targets = targets;
        this.random = new Random(seed);
        this.database = TestServer.embedded18()
                .database(
                        "CREATE TABLE big (id int PRIMARY KEY, a text, n numeric(12,2))",
                        "INSERT INTO big SELECT i, repeat(md5(i::text), 30), i / 8.0 FROM generate_series(1, " + ROWS
                                + ") i",
                        "CREATE TABLE \"Middle Of\" (at timestamptz, id bigint, t text[], PRIMARY KEY (at, id))",
                        "INSERT INTO \"Middle Of\" SELECT timestamptz '2024-01-01 UTC' + i * interval '1 s', i,"
                                + " ARRAY[md5(i::text), NULL] FROM generate_series(1, 10000) i",
                        "CREATE TABLE small (b bytea)",
                        "INSERT INTO small VALUES ('\\x00ff'), (NULL)",
                        "ANALYZE");
    }

    /** Kills until it was done often enough, then runs to the end and looks at everything. */
    void run() throws Exception {
        Target target = targets.apply(trials++);
        Object[] arguments = arguments();
        if (random.nextInt(3) == 0) {
            assertThat(export(target, arguments).status()).isZero();
            change();
        }
        int times = 1 + random.nextInt(2);
        for (int i = 0; i < times; i++) {
            killed(target, arguments);
            if (random.nextBoolean()) {
                change();
            }
        }
        Cli last = export(target, arguments);
        assertThat(last.status()).as(last.all()).isZero();
        JsonNode done = last.json().getLast();
        kept += done.required("unitsKept").asInt();
        settled += last.json("rolled-forward").size();
        Whole.is(target, database);
        forgotten += target.staged();
        delete(target.store());
    }

    private Cli export(Target target, Object... arguments) {
        return Cli.run(target.export(database.url(), arguments).toArray());
    }

    private Object[] arguments() {
        List<Object> arguments = new ArrayList<>(random.nextBoolean() ? TABLES : TABLES.subList(0, 1));
        arguments.addAll(List.of("--unit-bytes", "300kB", "--json", "--connections", 1 + random.nextInt(3)));
        arguments.addAll(List.of("--publish", random.nextBoolean() ? "table" : "plan"));
        arguments.addAll(List.of("--verify", random.nextInt(4) == 0 ? "later" : "now"));
        return arguments.toArray();
    }

    private void killed(Target target, Object... arguments) throws Exception {
        KillPoint point = target.server().isPresent()
                ? KillPoint.ofStore(random, 3_000_000, 60)
                : KillPoint.random(random, 3_000_000, 60);
        try (Proxy proxy = new Proxy(database.server().port(), point.bytesMax(), Proxy.Then.STALL)) {
            Object[] all = target.export(database.url("postgres", proxy.port()), arguments)
                    .toArray();
            try (SlipwayProcess process = SlipwayProcess.start(folder, target.environment(), "", all)) {
                boolean inTime = point.await(process, proxy, target);
                process.kill();
                target.server().ifPresent(S3Server::release);
                kills += inTime ? 1 : 0;
                tooLate += inTime ? 0 : 1;
                if (!inTime) {
                    Cli ended = process.end(0);
                    assertThat(ended.status()).as(ended.all()).isZero();
                }
            }
        }
        Whole.isNeverLess(target);
    }

    /** Rows come, go and move; some keep their keys, so that their file keeps its name. */
    private void change() throws SQLException {
        int from = random.nextInt(ROWS);
        changes++;
        switch (random.nextInt(4)) {
            case 0 -> database.run("UPDATE big SET n = n + 1 WHERE id BETWEEN " + from + " AND " + (from + 100));
            case 1 ->
                database.run("DELETE FROM big WHERE id = " + from, "INSERT INTO small SELECT '\\x0" + from % 10 + "'");
            case 2 -> database.run("UPDATE \"Middle Of\" SET t = '{}' WHERE id = " + from, "VACUUM FULL big");
            default -> database.run("INSERT INTO big SELECT max(id) + 1, 'late', 0 FROM big", "TRUNCATE small");
        }
    }

    private static void delete(Store store) throws Conflict {
        try (Stream<Blob> blobs = store.list("")) {
            for (Blob blob : blobs.toList()) {
                store.delete(store.find(blob.key()).orElseThrow());
            }
        }
    }

    int kills() {
        return kills;
    }

    int unitsKept() {
        return kept;
    }

    /** To be read, and to be quoted. */
    String summary() {
        return trials + " trials: " + kills + " runs killed, " + tooLate + " ended before that, rows changed " + changes
                + " times; every trial ended whole and equal to its source; " + kept + " units kept, " + settled
                + " publications brought to their end, " + forgotten + " staged files left over";
    }
}
