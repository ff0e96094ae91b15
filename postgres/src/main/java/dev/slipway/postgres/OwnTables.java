package dev.slipway.postgres;

import java.sql.SQLException;

/** What Slipway keeps in the database itself: which archives were published, and which tables were dropped on which evidence. */
final class OwnTables {
    static final String HEADS = "slipway.archive_heads";
    static final String DROPPED = "slipway.dropped";

    /** Whoever creates them first does it alone. */
    private static final String ALONE =
            "SELECT pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('slipway tables', 0))";

    private OwnTables() {}

    static boolean has(Link link, String table) throws SQLException {
        return link.text("SELECT pg_catalog.to_regclass(" + Sql.literal(table) + ")")
                .isPresent();
    }

    static void makeHeads(Link link) throws SQLException {
        make(link, HEADS, """
                number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                table_name text NOT NULL, table_oid oid, archive text NOT NULL, manifest text NOT NULL,
                ledger_position bigint NOT NULL, ledger_hash text NOT NULL, digest text NOT NULL,
                role text NOT NULL DEFAULT session_user, at timestamptz NOT NULL DEFAULT now()""");
    }

    static void makeDropped(Link link) throws SQLException {
        make(link, DROPPED, """
                change text PRIMARY KEY, table_name text NOT NULL, table_oid oid NOT NULL, detached boolean NOT NULL,
                archive text NOT NULL, digest text NOT NULL, files integer NOT NULL, bytes bigint NOT NULL,
                manifest text NOT NULL, ledger_position bigint NOT NULL, ledger_hash text NOT NULL,
                snapshot text NOT NULL, witness text NOT NULL, accepted text[] NOT NULL,
                role text NOT NULL DEFAULT session_user, at timestamptz NOT NULL DEFAULT now()""");
    }

    private static void make(Link link, String table, String columns) throws SQLException {
        if (has(link, table)) {
            return;
        }
        link.execute("BEGIN");
        link.text(ALONE);
        if (link.text("SELECT pg_catalog.to_regnamespace('slipway')").isEmpty()) {
            link.execute("CREATE SCHEMA slipway");
        }
        link.execute("CREATE TABLE IF NOT EXISTS " + table + " (" + columns + ")");
        link.execute("COMMIT");
    }
}
