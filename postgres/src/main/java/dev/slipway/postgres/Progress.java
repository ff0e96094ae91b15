package dev.slipway.postgres;

import dev.slipway.digest.Digest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Which files are loaded, recorded beside the rows: a note and the rows that it speaks of are committed together. */
final class Progress {
    private static final String NOTES = "slipway.restore_progress";

    private Progress() {}

    /** Makes the place for notes, in the transaction of {@code link}. */
    static void prepare(Link link) throws SQLException {
        // Two that create it at the same time would collide.
        link.text("SELECT pg_advisory_xact_lock(hashtext('" + NOTES + "'))");
        link.execute("CREATE SCHEMA IF NOT EXISTS slipway");
        link.execute("CREATE TABLE IF NOT EXISTS " + NOTES + " (relation oid, file text, sha256 text NOT NULL,"
                + " digest text, at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (relation, file))");
        // Numbers are used again: what is left of a table that was dropped must not speak for another.
        link.execute("DELETE FROM " + NOTES + " WHERE relation NOT IN (SELECT oid FROM pg_class WHERE relname LIKE '"
                + HiddenTable.PREFIX + "%')");
    }

    /** The files that are in {@code relation}, each with the digest of its rows as they were sent. */
    static Map<String, Digest> loaded(Link link, long relation) throws SQLException {
        Map<String, Digest> files = new HashMap<>();
        try (ResultSet rows =
                link.statement().executeQuery("SELECT file, digest FROM " + NOTES + " WHERE relation = " + relation)) {
            while (rows.next()) {
                files.put(rows.getString(1), Digest.parse(rows.getString(2)));
            }
        }
        return files;
    }

    /** Notes a file in the transaction of {@code link}; false when it was noted already. Waits for who is about to. */
    static boolean note(Link link, long relation, Archive.File file) throws SQLException {
        return link.statement()
                        .executeUpdate("INSERT INTO " + NOTES + " (relation, file, sha256) VALUES (" + relation + ", "
                                + Sql.literal(file.name()) + ", " + Sql.literal(file.sha256())
                                + ") ON CONFLICT DO NOTHING")
                == 1;
    }

    /** Completes a note, when all rows were sent. */
    static void complete(Link link, long relation, Archive.File file, Digest sent) throws SQLException {
        link.execute("UPDATE " + NOTES + " SET digest = '" + sent + "' WHERE relation = " + relation + " AND file = "
                + Sql.literal(file.name()));
    }

    static void forget(Link link, long relation) throws SQLException {
        link.execute("DELETE FROM " + NOTES + " WHERE relation = " + relation);
    }
}
