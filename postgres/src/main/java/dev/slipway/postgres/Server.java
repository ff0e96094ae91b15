package dev.slipway.postgres;

import dev.slipway.job.Plan;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is known of the server and its database.
 *
 * @param version as in {@code server_version_num}
 * @param encoding of the database
 * @param systemId tells this cluster from others; empty when this role may not know it
 * @param blockBytes the size of a page
 */
record Server(
        int version,
        String versionText,
        String database,
        String encoding,
        Optional<String> systemId,
        boolean standby,
        int blockBytes) {

    static Server of(Link link) throws SQLException {
        return new Server(
                Integer.parseInt(link.text("SHOW server_version_num").orElse("0")),
                link.text("SHOW server_version").orElse(""),
                link.text("SELECT current_database()").orElse(""),
                link.text("SELECT getdatabaseencoding()").orElse(""),
                systemId(link),
                link.text("SELECT pg_is_in_recovery()").orElse("f").equals("t"),
                Integer.parseInt(link.text("SHOW block_size").orElse("8192")));
    }

    private static Optional<String> systemId(Link link) {
        try {
            return link.text("SELECT system_identifier FROM pg_control_system()");
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    boolean vouchesForText() {
        return !encoding.equals("SQL_ASCII");
    }

    /** Whether a range of pages can be read without reading those before it. */
    boolean scansPageRanges() {
        return version >= 140_000;
    }

    Map<String, String> origin() {
        Map<String, String> origin = new TreeMap<>();
        origin.put("postgres.version", versionText);
        origin.put("postgres.database", database);
        origin.put("postgres.encoding", encoding);
        systemId.ifPresent(id -> {
            origin.put("postgres.system_identifier", id);
            origin.put(Plan.SOURCE, "Postgres cluster " + id + ", database " + database);
        });
        return origin;
    }
}
