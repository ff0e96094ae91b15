package dev.slipway.postgres;

import dev.slipway.digest.Digest;
import dev.slipway.job.Cancel;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * A database that vouches for archives of its own tables: whoever can write to an archive, and rewrites files, manifest and
 * ledger so that they agree, cannot rewrite what stands here.
 */
public final class PostgresWitness {
    private final Entrance entrance;

    /** @param url as in {@link PostgresOptions}; what it leaves open comes from {@code environment} */
    public PostgresWitness(String url, Map<String, String> environment) {
        entrance = Entrance.to(url, environment);
    }

    /**
     * A table of an archive as it was published.
     *
     * @param namespace of the table
     * @param name of the table
     * @param archive where it lay
     * @param manifest SHA-256 of its manifest
     * @param position of the ledger then
     * @param hash of the commit at that position
     * @param rows all of the archive's
     */
    public record Head(
            String namespace, String name, String archive, String manifest, long position, String hash, Digest rows) {}

    /**
     * What the database knows of an archive.
     *
     * @param oid of the table when it was published; 0 when there was none
     * @param latest whether nothing was published later of the same table at the same place
     */
    public record Testimony(long oid, long position, String hash, boolean latest) {}

    /**
     * Keeps what was published; makes schema and table for that where they are not there yet.
     *
     * @throws dev.slipway.Failure CONFIG when the role may not, UNAVAILABLE when the server does not answer
     */
    public void keep(Head head, Cancel cancel) {
        entrance.visit(cancel, "keeping the archive's head in " + OwnTables.HEADS, link -> {
            OwnTables.makeHeads(link);
            link.execute("INSERT INTO " + OwnTables.HEADS
                    + " (table_name, table_oid, archive, manifest, ledger_position, ledger_hash, digest) VALUES ("
                    + name(head) + ", pg_catalog.to_regclass(" + name(head) + "), " + Sql.literal(head.archive()) + ", "
                    + Sql.literal(head.manifest()) + ", " + head.position() + ", " + Sql.literal(head.hash()) + ", "
                    + Sql.literal(head.rows().toString()) + ")");
            return head;
        });
    }

    /** What is known of a table's archive whose manifest has this hash; empty: nobody published that with a witness. */
    public Optional<Testimony> find(String namespace, String name, String manifest, Cancel cancel) {
        return entrance.visit(cancel, "looking for the archive's head", link -> {
            if (!OwnTables.has(link, OwnTables.HEADS)) {
                return Optional.empty();
            }
            String table = Sql.literal(Sql.qualified(namespace, name));
            try (ResultSet rows =
                    link.statement().executeQuery("""
                    SELECT coalesce(h.table_oid, 0), h.ledger_position, h.ledger_hash, NOT EXISTS (
                      SELECT FROM %1$s l WHERE l.table_name = h.table_name AND l.archive = h.archive
                        AND l.number > h.number AND l.manifest <> h.manifest)
                    FROM %1$s h WHERE h.table_name = %2$s AND h.manifest = %3$s ORDER BY h.number DESC LIMIT 1\
                    """.formatted(OwnTables.HEADS, table, Sql.literal(manifest)))) {
                return testimony(rows);
            }
        });
    }

    private static Optional<Testimony> testimony(ResultSet rows) throws SQLException {
        return rows.next()
                ? Optional.of(new Testimony(rows.getLong(1), rows.getLong(2), rows.getString(3), rows.getBoolean(4)))
                : Optional.empty();
    }

    private static String name(Head head) {
        return Sql.literal(Sql.qualified(head.namespace(), head.name()));
    }
}
