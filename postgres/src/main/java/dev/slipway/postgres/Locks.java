package dev.slipway.postgres;

import dev.slipway.Failure;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The weakest locks on all that a run reads, which keep tables from being dropped, truncated, rewritten or altered.
 *
 * @param query what is read besides, or instead
 */
record Locks(List<Catalog.Named> relations, Optional<String> query) {
    /** So many tables are locked with one statement. */
    private static final int AT_ONCE = 100;

    /** For what cannot be locked with NOWAIT: long enough to pass a lock that is held for a moment only. */
    private static final String NO_WAIT = "SET lock_timeout = 50";

    Locks {
        relations = List.copyOf(relations);
    }

    private static boolean lockable(Catalog.Named relation) {
        return relation.kind() == Relation.Kind.TABLE || relation.kind() == Relation.Kind.VIEW;
    }

    private static String name(Catalog.Named relation) {
        return (relation.kind() == Relation.Kind.TABLE ? "ONLY " : "") + relation.sql();
    }

    /**
     * Takes the locks of tables and views, waiting for each as long as the connection is set to.
     *
     * @return whether all of them are still there
     */
    boolean take(Link link, Faults faults) throws SQLException {
        for (Catalog.Named relation : relations) {
            if (lockable(relation)) {
                try {
                    link.execute("LOCK TABLE " + name(relation) + " IN ACCESS SHARE MODE");
                } catch (SQLException e) {
                    if (gone(e)) {
                        return false;
                    }
                    throw faults.during("locking " + relation.qualifiedName() + " against changes", e);
                }
            }
        }
        return true;
    }

    /** Locks what LOCK does not take, by looking at it. */
    void touch(Link link, Faults faults) throws SQLException {
        for (Catalog.Named relation : relations) {
            if (!lockable(relation)) {
                touch(link, faults, relation.sql(), "looking at " + relation.qualifiedName());
            }
        }
        if (query.isPresent()) {
            touch(link, faults, Selection.subquery(query.get()), "looking at the query");
        }
    }

    private static void touch(Link link, Faults faults, String relation, String doing) throws SQLException {
        try {
            look(link, relation);
        } catch (SQLException e) {
            throw faults.during(doing, e);
        }
    }

    private static void look(Link link, String relation) throws SQLException {
        link.text("SELECT NULL FROM " + relation + " LIMIT 0");
    }

    /**
     * Takes all locks in the transaction of {@code link}, whose snapshot is older.
     *
     * @throws SQLException 55P03 when someone else has one of them or waits for one
     * @throws Failure UNAVAILABLE when a table is no longer what the snapshot says
     */
    void takeAtOnce(Link link) throws SQLException {
        String timeout = link.text("SHOW lock_timeout").orElse("0");
        link.execute(NO_WAIT);
        List<String> names =
                relations.stream().filter(Locks::lockable).map(Locks::name).toList();
        for (int i = 0; i < names.size(); i += AT_ONCE) {
            List<String> some = names.subList(i, Math.min(i + AT_ONCE, names.size()));
            link.execute("LOCK TABLE " + String.join(", ", some) + " IN ACCESS SHARE MODE");
        }
        List<String> others = new ArrayList<>();
        relations.stream()
                .filter(relation -> !lockable(relation))
                .map(Catalog.Named::sql)
                .forEach(others::add);
        query.map(Selection::subquery).ifPresent(others::add);
        for (String other : others) {
            look(link, other);
        }
        link.execute("SET lock_timeout = " + Sql.literal(timeout));
        if (rewritten(link) > 0) {
            throw changed(null);
        }
    }

    static boolean gone(SQLException e) {
        return "42P01".equals(e.getSQLState()) || "3F000".equals(e.getSQLState());
    }

    static Failure changed(@Nullable Throwable cause) {
        return new Failure(
                Failure.Kind.UNAVAILABLE,
                "a table was truncated, rewritten or dropped after the snapshot was taken, because the connection that"
                        + " held its lock has ended; nothing can be read of the snapshot any more, run again",
                cause);
    }

    /**
     * Counts locked relations whose file is another than the snapshot says: truncated or rewritten between snapshot and
     * lock, they would read as empty, without any error.
     */
    static long rewritten(Link link) throws SQLException {
        return Long.parseLong(link.text("""
                        SELECT count(*) FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_class c ON c.oid = l.relation
                        WHERE l.pid = pg_catalog.pg_backend_pid() AND l.locktype = 'relation' AND c.relkind IN ('r', 'm')
                          AND c.relfilenode <> 0 AND c.relfilenode <> pg_catalog.pg_relation_filenode(c.oid)""").orElse("0"));
    }

    /** Who waits to change something that {@code link} has locked; empty when nobody does. */
    static Optional<String> waiting(Link link) throws SQLException {
        return link.text("""
                SELECT 'process ' || w.pid || coalesce(' of user ' || a.usename, '') || ' waits to change '
                       || n.nspname || '.' || c.relname
                FROM pg_catalog.pg_locks w JOIN pg_catalog.pg_locks h ON h.relation = w.relation AND h.database = w.database
                  JOIN pg_catalog.pg_class c ON c.oid = w.relation
                  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                  LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = w.pid
                WHERE NOT w.granted AND h.granted AND h.pid = pg_catalog.pg_backend_pid()
                  AND w.mode = 'AccessExclusiveLock' ORDER BY w.pid LIMIT 1""");
    }
}
