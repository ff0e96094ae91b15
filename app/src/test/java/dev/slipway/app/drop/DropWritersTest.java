package dev.slipway.app.drop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Others write to a table, and read its parent, while it is dropped. */
final class DropWritersTest {
    @TempDir
    Path folder;

    private static final String WAITING =
            "SELECT count(*) > 0 FROM pg_locks l WHERE NOT l.granted AND l.relation = 'events_2023'::regclass";

    /** The row is written before the drop looks, and committed while it waits for the lock: its snapshot must be younger. */
    @Test
    void aRowThatIsCommittedWhileTheDropWaitsForItsLockIsNotLost() throws Exception {
        Partitions partitions = Partitions.make(folder).archived();
        CompletableFuture<Cli> drop;
        try (Connection writer = partitions.database().connect();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("INSERT INTO events VALUES (9999, '2023-03-03 UTC', 1, 'late')");
            drop = CompletableFuture.supplyAsync(partitions::drop);
            partitions.database().await("t", WAITING);
            writer.commit();
        }
        Cli late = drop.join();

        assertThat(late.status()).as(late.all()).isEqualTo(1);
        assertThat(late.err()).contains("under its lock it reads as v1:3001:", "the archive as v1:3000:");
        assertThat(partitions.database().text("SELECT count(*) FROM events WHERE id = 9999"))
                .isEqualTo("1");
    }

    @Test
    void whoeverHoldsTheLockIsNamedAndNothingIsDropped() throws Exception {
        Partitions partitions = Partitions.make(folder).archived();
        Cli drop;
        try (Connection writer = partitions.database().connect();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("SET application_name = 'nightly job'");
            statement.execute("UPDATE events_2023 SET a = a WHERE id = 1");
            drop = partitions.drop();
            writer.rollback();
        }
        assertThat(drop.status()).as(drop.all()).isEqualTo(1);
        assertThat(drop.err())
                .contains("were not to be had", "(nightly job) holds RowExclusiveLock on public.events_2023");
        assertThat(partitions.isThere()).isTrue();
        assertThat(partitions.drop().status()).isZero();
    }

    /** A reader of the parent keeps the drop from its last lock, and is never cut off by it; others read on meanwhile. */
    @Test
    void aReaderThatStaysIsNamedAndOthersReadOn() throws Exception {
        Partitions partitions = Partitions.make(folder).archived();
        TestServer.Database database = partitions.database();
        Cli drop;
        Readers readers = new Readers(database);
        try (Connection reader = database.connect();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT count(*) FROM events");
            drop = partitions.drop();
            assertThat(drop.status()).as(drop.all()).isEqualTo(1);
            assertThat(drop.err()).contains("holds AccessShareLock on public.events");
            try (ResultSet row = statement.executeQuery("SELECT count(*) FROM events")) {
                row.next();
                assertThat(row.getLong(1)).isEqualTo(3100);
            }
            reader.rollback();
        } finally {
            readers.end();
        }
        assertThat(readers.counts()).isNotEmpty().containsOnly(3100L);
        assertThat(Cli.run("archive", "list", folder).out()).doesNotContain("dropp");

        Readers during = new Readers(database);
        Cli again = partitions.drop();
        during.end();
        assertThat(again.status()).as(again.all()).isZero();
        // Whole before and whole after: nobody saw half of it, and nobody failed.
        assertThat(during.counts()).isNotEmpty().isSubsetOf(3100L, 100L);
        System.out.println("longest wait of a reader: " + readers.longestMillis()
                + " ms while the locks were not to be had, " + during.longestMillis() + " ms while it was dropped");
    }

    /** With writers that never cease, each drop ends one way or the other, and no row is ever lost. */
    @Test
    void withWritersThatNeverCeaseNoRowIsLost() throws Exception {
        Partitions partitions = Partitions.make(folder).archived();
        TestServer.Database database = partitions.database();
        database.run("CREATE TABLE log (id int)");
        AtomicBoolean ended = new AtomicBoolean();
        Thread writer = Thread.ofPlatform().start(() -> write(database, ended));
        database.await("t", "SELECT count(*) > 3 FROM log");

        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            statuses.add(partitions.drop().status());
            partitions.export("--witness");
        }
        ended.set(true);
        writer.join();

        assertThat(statuses).containsOnly(1);
        assertThat(database.text("SELECT count(*) FROM log"))
                .isEqualTo(database.text("SELECT count(*) FROM events_2023 WHERE id > 100000"));
        assertThat(partitions.export("--witness").status()).isZero();
        assertThat(partitions.drop().status()).isZero();
        String rows = database.text("SELECT split_part(digest, ':', 2) FROM slipway.dropped");
        assertThat(Integer.parseInt(rows))
                .isEqualTo(3000 + Integer.parseInt(database.text("SELECT count(*) FROM log")));
    }

    private static void write(TestServer.Database database, AtomicBoolean ended) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (int id = 100_001; !ended.get(); id++) {
                statement.execute("BEGIN; INSERT INTO events VALUES (" + id + ", '2023-04-04 UTC', 1, 'w');"
                        + " INSERT INTO log VALUES (" + id + "); COMMIT");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Count the parent's rows again and again. */
    private static final class Readers {
        private final List<Long> counts = Collections.synchronizedList(new ArrayList<>());
        private final Thread thread;
        private volatile boolean ended;
        private volatile long longestNanos;

        Readers(TestServer.Database database) {
            thread = Thread.ofPlatform().start(() -> read(database));
        }

        private void read(TestServer.Database database) {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                while (!ended) {
                    long begun = System.nanoTime();
                    try (ResultSet row = statement.executeQuery("SELECT count(*) FROM events")) {
                        row.next();
                        counts.add(row.getLong(1));
                    }
                    longestNanos = Math.max(longestNanos, System.nanoTime() - begun);
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        void end() throws InterruptedException {
            ended = true;
            thread.join();
        }

        List<Long> counts() {
            return List.copyOf(counts);
        }

        long longestMillis() {
            return longestNanos / 1_000_000;
        }
    }
}
