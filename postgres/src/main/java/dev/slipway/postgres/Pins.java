package dev.slipway.postgres;

import java.sql.SQLException;
import java.time.Duration;

/** Sets everything on a connection that the rows or their text could depend on. */
final class Pins {
    private Pins() {}

    static void set(Link link, Server server, PostgresOptions options) throws SQLException {
        link.execute("""
                SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'postgres'; SET TimeZone = 'UTC';
                SET extra_float_digits = 3; SET bytea_output = 'hex'; SET lc_monetary = 'C'; SET xmloption = 'content';
                SET row_security = off; SET synchronize_seqscans = off; SET max_parallel_workers_per_gather = 0;
                SET jit = off; SET idle_in_transaction_session_timeout = 0;
                SET default_transaction_isolation = 'read committed'""");
        if (server.version() >= 140_000) {
            link.execute("SET idle_session_timeout = 0");
        }
        if (server.version() >= 170_000) {
            link.execute("SET transaction_timeout = 0");
        }
        if (options.statementTimeout().isPresent()) {
            link.execute("SET statement_timeout = "
                    + millis(options.statementTimeout().get()));
        }
        // Zero would mean to wait for ever.
        link.execute("SET lock_timeout = " + Math.max(1, millis(options.lockTimeout())));
        // The user's own SQL may count on the role's search path; ours, and the text of names, must not.
        if (options.where().isEmpty() && options.query().isEmpty()) {
            link.execute("SET search_path = pg_catalog");
        }
        link.pinned();
    }

    /** Rows come as the database has them: only the server's own claim about its text makes a conversion right. */
    static void setForRows(Link link, Server server) throws SQLException {
        if (!server.vouchesForText()) {
            link.execute("SET client_encoding = 'SQL_ASCII'");
        }
    }

    private static long millis(Duration duration) {
        return Math.min(duration.toMillis(), Integer.MAX_VALUE);
    }
}
