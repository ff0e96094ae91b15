package dev.slipway.postgres;

import dev.slipway.Failure;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/**
 * How many tables the server can hold locked, by all its users. The session locks every table of a run, and so does each
 * connection that reads: who asks for more than there is makes statements of others fail.
 *
 * @param locks in all (Postgres documentation, "max_locks_per_transaction")
 */
record LockRoom(long locks) {
    static LockRoom of(Link link) throws SQLException {
        return new LockRoom(Long.parseLong(link.text("""
                        SELECT pg_catalog.current_setting('max_locks_per_transaction')::bigint
                          * (pg_catalog.current_setting('max_connections')::bigint
                            + pg_catalog.current_setting('max_prepared_transactions')::bigint)""").orElseThrow()));
    }

    /**
     * Refuses a run that has no room even with one connection that reads.
     *
     * @throws Failure CONFIG
     */
    void require(int tables) {
        if (2L * tables > locks) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    String.format(
                            Locale.ROOT,
                            "%,d tables at once take %,d locks, and the server has room for %,d, those of others included;"
                                    + " name fewer tables at once, or raise max_locks_per_transaction there",
                            tables,
                            2L * tables,
                            locks));
        }
    }

    /** Connections that may read {@code tables} tables, of {@code wanted}: a quarter of the room is left, but for one. */
    int readers(int tables, int wanted) {
        return tables == 0 ? wanted : Math.clamp(locks * 3 / 4 / tables - 1, 1, wanted);
    }

    /** What a user should know when there are fewer than were wanted. */
    Optional<String> note(int tables, int wanted) {
        int readers = readers(tables, wanted);
        return readers == wanted
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "read over %d instead of %d connections: each locks all %,d tables, and the server has room for"
                                + " %,d locks (max_locks_per_transaction)",
                        readers,
                        wanted,
                        tables,
                        locks));
    }
}
