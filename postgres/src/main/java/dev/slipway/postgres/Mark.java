package dev.slipway.postgres;

import java.sql.SQLException;

/**
 * Tells states of a database apart: equal marks were taken while no transaction ended in between.
 *
 * <p>The snapshot's text names every transaction that it sees (xmin, xmax, those under way; with their epoch, so that numbers
 * do not come again). After a crash, numbers of transactions that were not yet durable can be given out again; then there
 * was a checkpoint at the end of the recovery, so the last checkpoint is part of the mark. It changes more often than need
 * be, which costs only a comparison of rows.
 */
final class Mark {
    private Mark() {}

    /** The mark of the transaction's snapshot; empty when the role may not know enough, and on a standby. */
    static String of(Link link, Server server) throws SQLException {
        if (server.systemId().isEmpty() || server.standby()) {
            return "";
        }
        String snapshot = server.version() >= 130_000 ? "pg_current_snapshot()" : "txid_current_snapshot()";
        link.execute("SAVEPOINT slipway_mark");
        try {
            return link.text("SELECT concat_ws('/', "
                            + Sql.literal(server.systemId().get())
                            + ", (SELECT oid FROM pg_database WHERE datname = current_database()), timeline_id,"
                            + " checkpoint_lsn, extract(epoch FROM checkpoint_time)::int8, " + snapshot
                            + ") FROM pg_control_checkpoint()")
                    .orElse("");
        } catch (SQLException e) {
            link.execute("ROLLBACK TO SAVEPOINT slipway_mark");
            return "";
        }
    }
}
