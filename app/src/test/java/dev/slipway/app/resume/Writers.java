package dev.slipway.app.resume;

import dev.slipway.app.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Others who change table {@code t} all the time: rows with an id from 1000 on come, go, and move between pages, the table is
 * vacuumed, and sometimes emptied and filled again.
 */
final class Writers implements AutoCloseable {
    /** Somebody else had it locked for too long, or wanted the same rows. */
    private static final Set<String> GIVEN_UP = Set.of("55P03", "40P01", "40001");

    private final TestServer.Database database;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger changes = new AtomicInteger();
    private volatile boolean closed;
    private volatile @Nullable SQLException failed;

    Writers(TestServer.Database database, int count, Random seeds) {
        this.database = database;
        for (int i = 0; i < count; i++) {
            Random random = new Random(seeds.nextLong());
            threads.add(Thread.ofPlatform().start(() -> write(random)));
        }
    }

    /** Whether more than that was changed by now. */
    boolean changed(int than) {
        return changes.get() > than;
    }

    int changes() {
        return changes.get();
    }

    private void write(Random random) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = '20ms'");
            while (!closed) {
                attempt(statement, change(random));
                statement.execute("SELECT pg_sleep(0.003)");
            }
        } catch (SQLException e) {
            failed = e;
        }
    }

    private void attempt(Statement statement, String sql) throws SQLException {
        try {
            statement.execute(sql);
            changes.incrementAndGet();
        } catch (SQLException e) {
            if (!GIVEN_UP.contains(String.valueOf(e.getSQLState()))) {
                throw e;
            }
        }
    }

    private static String change(Random random) {
        int id = 1000 + random.nextInt(2000);
        return switch (random.nextInt(40)) {
            case 0 -> "VACUUM t";
            case 1 -> "DELETE FROM t WHERE id BETWEEN " + id + " AND " + (id + 20);
            case 2, 3, 4, 5, 6 -> insert(id, id + 10);
            default ->
                "UPDATE t SET n = n + 1, a = repeat(md5(n::text), " + (1 + random.nextInt(30)) + ") WHERE id = " + id;
        };
    }

    static String insert(int from, int to) {
        return "INSERT INTO t SELECT i, 0, repeat(md5(i::text), 20) FROM generate_series(" + from + ", " + to
                + ") i ON CONFLICT DO NOTHING";
    }

    @Override
    public void close() throws SQLException, InterruptedException {
        closed = true;
        for (Thread thread : threads) {
            thread.join();
        }
        SQLException thrown = failed;
        if (thrown != null) {
            throw thrown;
        }
    }
}
