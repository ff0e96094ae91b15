package dev.slipway.postgres;

import dev.slipway.Failure;
import dev.slipway.Failure.Kind;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Makes a partition of a table that is being restored. */
final class Attaching {
    private final QualifiedName parent;
    private final TableDefinition definition;

    Attaching(QualifiedName parent, TableDefinition definition) {
        this.parent = parent;
        this.definition = definition;
    }

    /**
     * Refuses what cannot work out, looking only.
     *
     * @throws Failure CONFIG when there is no such parent or no bound; INPUT when rows of it are where they must not be
     */
    void requirePlace(Link link) throws SQLException {
        Optional<String> kind = link.text("SELECT relkind FROM pg_class WHERE oid = " + oid(parent));
        if (!kind.equals(Optional.of("p"))) {
            throw new Failure(
                    Kind.CONFIG,
                    parent + (kind.isEmpty() ? " is not there" : " is no partitioned table")
                            + ": nothing can be attached to it");
        }
        if (definition.bound().isEmpty()) {
            throw new Failure(
                    Kind.CONFIG,
                    "the archive was no partition, so say which rows are its own: --bound \"FOR VALUES FROM (…) TO (…)\"");
        }
        Optional<String> other = defaultPartition(link);
        if (other.isPresent() && definition.check().isPresent()) {
            requireRoom(link, other.get(), definition.check().get());
        }
    }

    /** Rows that came for the partition while it was gone are in the default partition, and keep it from coming back. */
    private void requireRoom(Link link, String other, String check) throws SQLException {
        if (link.text("SELECT 1 FROM " + other + " WHERE " + check + " LIMIT 1").isPresent()) {
            throw new Failure(
                    Kind.INPUT,
                    "the default partition " + other + " of " + parent + " holds rows that belong to "
                            + definition.bound().orElse("") + ": move them away first");
        }
    }

    private Optional<String> defaultPartition(Link link) throws SQLException {
        return link.text(
                "SELECT nullif(partdefid, 0)::regclass FROM pg_partitioned_table WHERE partrelid = " + oid(parent));
    }

    /** Gives {@code table} what the parent demands of its partitions, so that it is checked row by row as they come. */
    void meetDemands(Link link, QualifiedName table) throws SQLException {
        alter(
                link,
                table,
                "SELECT 'ALTER COLUMN ' || quote_ident(a.attname) || ' SET NOT NULL'"
                        + " FROM pg_attribute a JOIN pg_attribute o ON o.attname = a.attname AND o.attrelid = "
                        + oid(table)
                        + " WHERE a.attrelid = " + oid(parent)
                        + " AND a.attnum > 0 AND a.attnotnull AND NOT o.attnotnull"
                        + " AND NOT EXISTS (SELECT FROM pg_constraint v WHERE v.conrelid = a.attrelid AND v.contype = 'n'"
                        + " AND NOT v.convalidated AND a.attnum = ANY (v.conkey))"
                        + " UNION ALL " + missing(table) + " AND contype = 'c' AND convalidated");
    }

    /** What the parent demands without having looked whether it is so. */
    private void meetUnprovedDemands(Link link, QualifiedName table) throws SQLException {
        alter(
                link,
                table,
                missing(table) + " AND contype IN ('c', 'n') AND NOT convalidated AND NOT EXISTS"
                        + " (SELECT FROM pg_attribute a JOIN pg_attribute o ON o.attname = a.attname WHERE c.contype = 'n'"
                        + " AND a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey) AND o.attrelid = " + oid(table)
                        + " AND o.attnotnull)");
    }

    /** Constraints of the parent of whose name {@code table} has none. */
    private String missing(QualifiedName table) {
        return "SELECT 'ADD CONSTRAINT ' || quote_ident(conname) || ' ' || pg_get_constraintdef(c.oid)"
                + " FROM pg_constraint c WHERE conrelid = " + oid(parent)
                + " AND NOT EXISTS (SELECT FROM pg_constraint o"
                + " WHERE o.conrelid = " + oid(table) + " AND o.conname = c.conname)";
    }

    private static void alter(Link link, QualifiedName table, String changes) throws SQLException {
        Optional<String> all = link.text("SELECT string_agg(change, ', ') FROM (" + changes + ") AS changes (change)");
        if (all.isPresent()) {
            link.execute("ALTER TABLE " + table.sql() + " " + all.get());
        }
    }

    /**
     * Makes what the parent has and would otherwise make itself, while it is locked; then attaches.
     *
     * @throws Failure when the server does not take it
     */
    void attach(Link link, QualifiedName table) throws SQLException {
        try {
            meetUnprovedDemands(link, table);
            index(link, table);
            link.execute(statement(table));
            link.execute("ALTER TABLE " + table.sql() + " DROP CONSTRAINT IF EXISTS " + TableDefinition.BOUND_CHECK);
        } catch (SQLException e) {
            throw Faults.judged(
                            "the table could not become a partition of " + parent + " "
                                    + definition.bound().orElse(""),
                            e)
                    .map(failure -> new Failure(
                            failure.kind(),
                            failure.text() + "; restore it without --attach-to, or to another place with --bound",
                            failure))
                    .orElseThrow(() -> e);
        }
    }

    String statement(QualifiedName table) {
        return "ALTER TABLE " + parent.sql() + " ATTACH PARTITION " + table.sql() + " "
                + definition.bound().orElseThrow();
    }

    private void index(Link link, QualifiedName table) throws SQLException {
        List<TablePart> own = Catalog.parts(link, table);
        for (TablePart part : Catalog.parts(link, parent)) {
            boolean there = own.stream()
                    .anyMatch(other ->
                            other.kind() == part.kind() && other.definition().equals(part.definition()));
            if (part.kind().indexes() && !there) {
                link.execute(part.create(table, false));
            }
        }
    }

    /** Attaches an empty {@code table}, unless rows of a default partition would have to be read for it, under a lock. */
    void attempt(Link link, QualifiedName table) throws SQLException {
        if (defaultPartition(link).isEmpty()) {
            attach(link, table);
        }
    }

    private static String oid(QualifiedName table) {
        return "to_regclass(" + Sql.literal(table.sql()) + ")";
    }
}
