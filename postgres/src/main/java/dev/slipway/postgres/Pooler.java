package dev.slipway.postgres;

import dev.slipway.Failure;
import java.sql.SQLException;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Notices a pooler that lends a server's process to a client for a transaction only. What is set for a session would then
 * be set for strangers, and not for the rows that are read: row-level security could hide some.
 */
final class Pooler {
    /** A pooler prefers the process that was given back last, unless somebody else took it in between. */
    private static final int LOOKS = 5;

    private Pooler() {}

    /**
     * Refuses one before anything is set. Who speaks with the server itself knows that by the process that both name.
     *
     * @param another opens another connection to the same place
     * @throws Failure CONFIG
     */
    static void refuse(Link link, Supplier<Link> another) throws SQLException {
        if (direct(link)) {
            return;
        }
        try (Link other = another.get()) {
            for (int look = 0; look < LOOKS; look++) {
                if (link.backend() == inTransaction(other)) {
                    throw refused(null);
                }
            }
        }
    }

    private static int inTransaction(Link link) throws SQLException {
        try {
            link.execute("BEGIN");
            int backend = link.backend();
            link.execute("ROLLBACK");
            return backend;
        } catch (SQLException e) {
            if (String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("pooling")) {
                throw refused(e);
            }
            throw e;
        }
    }

    private static boolean direct(Link link) throws SQLException {
        return link.claimedBackend() == link.backend();
    }

    /**
     * Refuses to read where a transaction has come to another process than everything was set in.
     *
     * @throws Failure CONFIG
     */
    static void requirePinned(Link link) throws SQLException {
        if (link.claimedBackend() != link.pinnedBackend() && link.backend() != link.pinnedBackend()) {
            throw refused(null);
        }
    }

    private static Failure refused(@Nullable SQLException cause) {
        return new Failure(
                Failure.Kind.CONFIG,
                "there is a pooler in front of the server that lends its connections for a transaction or a statement"
                        + " at a time (PgBouncer's pool_mode): what is set for reading would not hold, and would be set"
                        + " for others. Connect to the server itself, or to a pool in session mode",
                cause);
    }
}
