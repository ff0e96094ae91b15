package dev.slipway.postgres;

import dev.slipway.Failure;
import dev.slipway.Failure.Kind;
import java.sql.SQLException;
import java.util.Optional;

/** Makes a partition of a table that is being restored. What would be refused at the end is refused at the start. */
final class Attaching {
    private final QualifiedName parent;
    private final Optional<String> bound;

    /** @param bound where the partition belongs, as far as that is known */
    Attaching(RestoreOptions.Attachment attachment, Optional<String> bound) {
        parent = attachment.parent();
        this.bound = bound;
    }

    void requirePlace(Link link) throws SQLException {
        Optional<String> kind = link.text("SELECT relkind FROM pg_class WHERE oid = " + regclass());
        if (!kind.equals(Optional.of("p"))) {
            throw new Failure(
                    Kind.CONFIG,
                    parent + (kind.isEmpty() ? " is not there" : " is no partitioned table")
                            + ": nothing can be attached to it");
        }
        if (bound.isEmpty()) {
            throw new Failure(
                    Kind.CONFIG,
                    "the archive was no partition, so say which rows are its own: --bound \"FOR VALUES FROM (…) TO (…)\"");
        }
    }

    /** Gives {@code table} what the parent demands of its partitions, so that it is checked row by row as they come. */
    void meetDemands(Link link, QualifiedName table) throws SQLException {
        String own = "to_regclass(" + Sql.literal(table.sql()) + ")";
        Optional<String> changes = link.text(
                "SELECT string_agg(change, ', ') FROM (SELECT 'ALTER COLUMN ' || quote_ident(a.attname) || ' SET NOT NULL'"
                        + " FROM pg_attribute a JOIN pg_attribute o ON o.attname = a.attname AND o.attrelid = " + own
                        + " WHERE a.attrelid = " + regclass()
                        + " AND a.attnum > 0 AND a.attnotnull AND NOT o.attnotnull"
                        + " UNION ALL SELECT 'ADD CONSTRAINT ' || quote_ident(conname) || ' CHECK ('"
                        + " || pg_get_expr(conbin, conrelid) || ')' FROM pg_constraint c WHERE conrelid = " + regclass()
                        + " AND contype = 'c' AND NOT EXISTS (SELECT FROM pg_constraint o WHERE o.conrelid = " + own
                        + " AND o.conname = c.conname)) AS demands (change)");
        if (changes.isPresent()) {
            link.execute("ALTER TABLE " + table.sql() + " " + changes.get());
        }
    }

    /**
     * Attaches {@code table} while it is empty, and takes that back. Not where rows of a default partition would have to be
     * read for it.
     */
    void attempt(Link link, QualifiedName table) throws SQLException {
        if (link.text("SELECT partdefid FROM pg_partitioned_table WHERE partrelid = " + regclass())
                .equals(Optional.of("0"))) {
            link.execute("SAVEPOINT attempt");
            try {
                attach(link, table);
            } catch (SQLException e) {
                if ("55P03".equals(e.getSQLState())) {
                    throw e;
                }
                throw refused(e);
            }
            link.execute("ROLLBACK TO SAVEPOINT attempt");
        }
    }

    private Failure refused(SQLException e) {
        return new Failure(
                Kind.CONFIG,
                "the table could not become a partition of " + parent + " " + bound.orElse("") + ": "
                        + Faults.plain(e.getMessage())
                        + "; restore it without --attach-to, or name another place with --bound",
                e);
    }

    void attach(Link link, QualifiedName table) throws SQLException {
        link.execute("ALTER TABLE " + parent.sql() + " ATTACH PARTITION " + table.sql() + " " + bound.orElseThrow());
        link.execute("ALTER TABLE " + table.sql() + " DROP CONSTRAINT IF EXISTS " + TableDefinition.BOUND_CHECK);
    }

    private String regclass() {
        return "to_regclass(" + Sql.literal(parent.sql()) + ")";
    }
}
