package dev.slipway.app.demo;

import dev.slipway.Failure;
import dev.slipway.job.Cancel;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Postgres server of its own, in a temporary folder, gone when this is closed. */
final class DemoDatabase implements AutoCloseable {
    /** What an application with some history looks like: money, time zones, an enum, arrays, JSON, nulls. */
    private static final List<String> TABLE = List.of(
            "CREATE TYPE kind AS ENUM ('view', 'click', 'cart', 'purchase', 'refund')",
            """
            CREATE TABLE events (
                id bigint NOT NULL,
                at timestamptz NOT NULL,
                account uuid NOT NULL,
                kind kind NOT NULL,
                amount numeric(12,2),
                country char(2),
                tags text[],
                referrer text,
                payload jsonb NOT NULL,
                PRIMARY KEY (at, id)
            ) PARTITION BY RANGE (at)""",
            "CREATE TABLE events_2026_q1 PARTITION OF events FOR VALUES FROM ('2026-01-01Z') TO ('2026-04-01Z')",
            "CREATE TABLE events_2026_q2 PARTITION OF events FOR VALUES FROM ('2026-04-01Z') TO ('2026-07-01Z')",
            "CREATE TABLE events_2026_q3 PARTITION OF events FOR VALUES FROM ('2026-07-01Z') TO ('2026-10-01Z')",
            "CREATE TABLE events_2026_q4 PARTITION OF events FOR VALUES FROM ('2026-10-01Z') TO ('2027-01-01Z')");

    private static final String ROWS = """
            INSERT INTO events
            SELECT i,
                timestamptz '2026-01-01Z' + i * interval '1 year' / ({rows} + 1),
                md5('account' || (i::bigint * i % 9973))::uuid,
                (enum_range(NULL::kind))[1 + (i % 5) * (i % 7) % 5],
                CASE WHEN i % 3 = 0 THEN (i % 100000) / 100.0 END,
                (ARRAY['DE', 'FR', 'PL', 'US', 'BR', 'IN', 'JP'])[1 + i % 7],
                CASE WHEN i % 4 = 0 THEN ARRAY['web', 'v' || i % 12] WHEN i % 4 = 1 THEN '{}'::text[] END,
                CASE WHEN i % 2 = 0 THEN 'https://example.org/' || i % 1000 END,
                jsonb_build_object('session', i / 20, 'ms', i % 997)
            FROM generate_series(1, {rows}) AS i""";

    private final EmbeddedPostgres server;
    private final Cancel cancel;

    private DemoDatabase(EmbeddedPostgres server, Cancel cancel) {
        this.server = server;
        this.cancel = cancel;
    }

    /**
     * Starts one. Nothing but {@link #close} ends it, so that nobody else's end of it, begun beside ours and not waited for,
     * outlives this process: who calls keeps the process alive until then.
     */
    static DemoDatabase start(Cancel cancel) throws IOException {
        Path data = Files.createTempDirectory("slipway-demo-");
        try {
            return new DemoDatabase(
                    EmbeddedPostgres.builder()
                            .setDataDirectory(data)
                            .setRegisterShutdownHook(false)
                            .setServerConfig("fsync", "off")
                            .setServerConfig("max_wal_size", "2GB")
                            .setServerConfig("autovacuum", "off")
                            .start(),
                    cancel);
        } catch (IOException | IllegalStateException e) {
            stop(data); // given up as too slow, it may run all the same
            cancel.check(); // Ctrl-C at a terminal reaches what starts it too
            throw new Failure(
                    Failure.Kind.UNAVAILABLE,
                    "the demo's own Postgres does not start here: " + e.getMessage()
                            + "; try 'slipway export postgres' with a server of yours",
                    e);
        }
    }

    /** Ends a server by what it says of itself in its folder; what starts it is waited for first. */
    private static void stop(Path data) throws IOException {
        ProcessHandle.current().children().forEach(DemoDatabase::await);
        Path file = data.resolve("postmaster.pid");
        String pid = Files.exists(file)
                ? Files.readString(file).lines().findFirst().orElse("").strip()
                : "";
        if (pid.matches("[0-9]{1,18}")) {
            ProcessHandle.of(Long.parseLong(pid)).ifPresent(server -> {
                server.destroy();
                await(server);
            });
        }
        Folders.delete(data);
    }

    private static void await(ProcessHandle process) {
        process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
    }

    /** Creates {@code events} with its partitions and fills it, unless it is asked to stop. */
    void fill(long rows) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            Runnable stop = () -> cancel(statement);
            cancel.onRequest(stop);
            try {
                for (String sql : TABLE) {
                    statement.execute(sql);
                }
                cancel.check();
                statement.execute(ROWS.replace("{rows}", Long.toString(rows)));
                cancel.check();
                statement.execute("VACUUM (FREEZE, ANALYZE) events");
            } finally {
                cancel.forget(stop);
            }
        } catch (SQLException e) {
            cancel.check();
            throw new Failure(Failure.Kind.UNAVAILABLE, "the demo's table could not be made: " + e.getMessage(), e);
        }
    }

    private static void cancel(Statement statement) {
        try {
            statement.cancel();
        } catch (SQLException e) {
            // It ends by itself then.
        }
    }

    /** How to reach it. */
    String url() {
        return "postgresql://postgres@localhost:" + server.getPort() + "/postgres";
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            // It was temporary: what is left of it ends with the process or its folder.
        }
    }
}
