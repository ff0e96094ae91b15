package dev.slipway.app.drop;

import dev.slipway.app.Cli;
import dev.slipway.app.TestServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A partitioned table with a default partition, an archive of one of its partitions, and commands about them. */
record Partitions(TestServer.Database database, Path lake) {
    static final String OLD = "public.events_2023";
    static final int ROWS = 3000;

    static Partitions make(Path lake) throws SQLException {
        return new Partitions(
                TestServer.embedded18()
                        .database(
                                "CREATE TABLE events (id int, at timestamptz NOT NULL, n numeric(10,2), a text,"
                                        + " PRIMARY KEY (id, at)) PARTITION BY RANGE (at)",
                                "CREATE TABLE events_2023 PARTITION OF events FOR VALUES FROM ('2023-01-01 UTC') TO"
                                        + " ('2024-01-01 UTC')",
                                "CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01 UTC') TO"
                                        + " ('2025-01-01 UTC')",
                                "CREATE TABLE events_rest PARTITION OF events DEFAULT",
                                "INSERT INTO events SELECT i, timestamptz '2023-01-01 UTC' + i * interval '1 h', i / 8.0,"
                                        + " 'a' || i FROM generate_series(1, " + ROWS + ") i",
                                "INSERT INTO events SELECT i, '2024-05-05 UTC', i, 'new' FROM generate_series(1, 100) i",
                                "ANALYZE"),
                lake);
    }

    /** Exports it with a witness. */
    Partitions archived(Object... more) {
        Cli export = export("--witness", more);
        if (export.status() != 0) {
            throw new AssertionError(export.all());
        }
        return this;
    }

    Cli export(Object first, Object... more) {
        List<Object> all = new ArrayList<>(List.of(OLD, "--unit-bytes", "100kB", first));
        all.addAll(List.of(more));
        return Cli.export(database, lake, all.toArray());
    }

    Cli drop(Object... more) {
        return dropped(OLD, more);
    }

    Cli dropped(String table, Object... more) {
        List<Object> all = new ArrayList<>(List.of("drop", table, "--archive", lake, "--url", database.url()));
        all.addAll(List.of(more));
        return Cli.run(all.toArray());
    }

    boolean isThere() throws SQLException {
        return !database.text("SELECT to_regclass('" + OLD + "')").equals("null");
    }
}
