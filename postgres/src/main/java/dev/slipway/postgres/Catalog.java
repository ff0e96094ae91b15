package dev.slipway.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads what a server knows about its tables. Needs {@code search_path} to be {@code pg_catalog}. */
final class Catalog {
    /** A constraint that was never checked against the rows that were there before promises nothing about them. */
    private static final String NOT_NULL_VALIDATED = """
            NOT EXISTS (SELECT FROM pg_constraint v WHERE v.conrelid = a.attrelid AND v.contype = 'n'
              AND NOT v.convalidated AND a.attnum = ANY (v.conkey))""";

    private final Statement statement;
    private final int serverVersion;
    private final Types types;

    Catalog(Statement statement, int serverVersion) {
        this.statement = statement;
        this.serverVersion = serverVersion;
        types = new Types(statement);
    }

    /** A relation by name, before anything else is known of it. */
    record Named(long oid, String namespace, String name, Relation.Kind kind) {
        String qualifiedName() {
            return namespace + '.' + name;
        }

        String sql() {
            return Sql.qualified(namespace, name);
        }
    }

    /** Everything that can be read, outside the server's own schemas, by name. */
    List<Named> readable() throws SQLException {
        return named("""
                SELECT c.oid, n.nspname, c.relname, c.relkind FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname !~ '^pg_(toast|temp)'
                  AND n.nspname <> 'information_schema'
                ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C\"""");
    }

    /** The tables that hold the rows of {@code oid}: its leaf partitions, or itself and those that inherit from it. */
    List<Named> leaves(long oid) throws SQLException {
        return named("""
                WITH RECURSIVE tree(oid) AS (
                  SELECT %s::oid UNION SELECT i.inhrelid FROM pg_inherits i JOIN tree t ON i.inhparent = t.oid)
                SELECT c.oid, n.nspname, c.relname, c.relkind
                FROM tree JOIN pg_class c ON c.oid = tree.oid JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind <> 'p' ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C\"""".formatted(oid));
    }

    /**
     * Everything below a partitioned table, by name.
     *
     * @param olderThan whether the end of a range lies so long ago is asked of the server, whose clock all share
     */
    List<PartitionChoice.Bounded> below(long oid, Optional<Duration> olderThan) throws SQLException {
        List<PartitionChoice.Bounded> below = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("""
                WITH RECURSIVE tree(oid, parent) AS (
                  SELECT i.inhrelid, i.inhparent FROM pg_inherits i WHERE i.inhparent = %s
                  UNION SELECT i.inhrelid, i.inhparent FROM pg_inherits i JOIN tree t ON i.inhparent = t.oid)
                SELECT c.oid, n.nspname, c.relname, c.relkind, t.parent, pg_get_expr(c.relpartbound, c.oid),
                       (SELECT format_type(coalesce(nullif(y.typbasetype, 0), y.oid), NULL)
                        FROM pg_attribute a JOIN pg_type y ON y.oid = a.atttypid
                        WHERE a.attrelid = t.parent AND a.attnum = p.partattrs[0])
                FROM tree t JOIN pg_class c ON c.oid = t.oid JOIN pg_namespace n ON n.oid = c.relnamespace
                  JOIN pg_partitioned_table p ON p.partrelid = t.parent
                ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C\"""".formatted(oid))) {
            while (rows.next()) {
                below.add(new PartitionChoice.Bounded(
                        new Named(
                                rows.getLong(1),
                                rows.getString(2),
                                rows.getString(3),
                                Relation.Kind.of(rows.getString(4))),
                        rows.getLong(5),
                        Optional.ofNullable(rows.getString(6)).orElse(""),
                        Optional.ofNullable(rows.getString(7)).orElse(""),
                        Optional.empty()));
            }
        }
        return olderThan.isEmpty() ? below : PartitionChoice.judged(below, old(below, olderThan.get()));
    }

    private boolean[] old(List<PartitionChoice.Bounded> below, Duration age) throws SQLException {
        List<String> ends = below.stream().flatMap(one -> one.end().stream()).toList();
        boolean[] old = new boolean[ends.size()];
        String literals = ends.stream().map(Sql::literal).collect(Collectors.joining(", "));
        try (ResultSet rows = statement.executeQuery(
                "SELECT e::timestamptz <= now() - %s * interval '1 second' FROM unnest(ARRAY[%s]::text[]) WITH ORDINALITY AS t(e, n) ORDER BY n"
                        .formatted(age.toSeconds(), literals))) {
            for (int i = 0; rows.next(); i++) {
                old[i] = rows.getBoolean(1);
            }
        }
        return old;
    }

    private List<Named> named(String query) throws SQLException {
        List<Named> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.add(new Named(
                        rows.getLong(1), rows.getString(2), rows.getString(3), Relation.Kind.of(rows.getString(4))));
            }
        }
        return found;
    }

    /** All there is to know about these relations, in their order; those that are gone are left out. */
    List<Relation> relations(List<Long> oids) throws SQLException {
        Map<Long, List<Attribute>> attributes = attributes(oids);
        Map<Long, List<String>> keys = primaryKeys(oids);
        Map<Long, List<TablePart>> parts = parts(statement, oids);
        Map<Long, Relation> found = new HashMap<>();
        try (ResultSet rows = statement.executeQuery("""
                SELECT c.oid, n.nspname, c.relname, c.relkind, coalesce(pg_partition_root(c.oid)::oid, c.oid), c.relfilenode,
                       CASE WHEN c.relkind IN ('r', 'm') THEN pg_relation_size(c.oid) ELSE 0 END,
                       CASE WHEN c.relkind IN ('r', 'm') THEN pg_table_size(c.oid) ELSE 0 END,
                       c.reltuples, pg_get_expr(c.relpartbound, c.oid),
                       pg_get_partition_constraintdef(c.oid),
                       (SELECT pg_get_constraintdef(p.oid) FROM pg_constraint p WHERE p.conrelid = c.oid AND p.contype = 'p')
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = ANY (%s)""".formatted(Sql.oids(oids)))) {
            while (rows.next()) {
                long oid = rows.getLong(1);
                found.put(
                        oid,
                        new Relation(
                                oid,
                                rows.getString(2),
                                rows.getString(3),
                                Relation.Kind.of(rows.getString(4)),
                                rows.getLong(5),
                                rows.getLong(6),
                                rows.getLong(7),
                                rows.getLong(8),
                                rows.getDouble(9),
                                attributes.getOrDefault(oid, List.of()),
                                keys.getOrDefault(oid, List.of()),
                                Optional.ofNullable(rows.getString(10)),
                                Optional.ofNullable(rows.getString(11)),
                                Optional.ofNullable(rows.getString(12)),
                                parts.getOrDefault(oid, List.of())));
            }
        }
        return oids.stream().filter(found::containsKey).map(found::get).toList();
    }

    private record RawAttribute(
            long relation,
            String name,
            int number,
            long type,
            int modifier,
            String declared,
            boolean notNull,
            Optional<String> generated,
            Optional<String> identity,
            Optional<String> expression,
            Optional<String> collation) {}

    /** In the order of the root's columns: partitions may have theirs in another, and files should not. */
    private Map<Long, List<Attribute>> attributes(List<Long> oids) throws SQLException {
        List<RawAttribute> raw = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("""
                SELECT a.attrelid, a.attname, a.attnum, a.atttypid, a.atttypmod, format_type(a.atttypid, a.atttypmod),
                       a.attnotnull AND k.relkind <> 'f' AND %s, %s, a.attidentity, pg_get_expr(d.adbin, d.adrelid),
                       %s
                FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid JOIN pg_class k ON k.oid = a.attrelid
                  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
                  LEFT JOIN pg_attribute r ON r.attrelid = pg_partition_root(a.attrelid)::oid AND r.attname = a.attname
                    AND r.attnum > 0 AND NOT r.attisdropped
                WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attrelid = ANY (%s)
                ORDER BY a.attrelid, coalesce(r.attnum, a.attnum), a.attnum""".formatted(
                        serverVersion >= 180_000 ? NOT_NULL_VALIDATED : "true",
                        serverVersion >= 120_000 ? "a.attgenerated" : "''",
                        Types.collation("a.attcollation"),
                        Sql.oids(oids)))) {
            while (rows.next()) {
                raw.add(new RawAttribute(
                        rows.getLong(1),
                        rows.getString(2),
                        rows.getInt(3),
                        rows.getLong(4),
                        rows.getInt(5),
                        rows.getString(6),
                        rows.getBoolean(7),
                        word(rows.getString(8), "s", "stored", "v", "virtual"),
                        word(rows.getString(9), "a", "always", "d", "by default"),
                        Optional.ofNullable(rows.getString(10)),
                        Optional.ofNullable(rows.getString(11))));
            }
        }
        Map<Long, List<Attribute>> attributes = new HashMap<>();
        for (RawAttribute a : raw) {
            attributes
                    .computeIfAbsent(a.relation(), oid -> new ArrayList<>())
                    .add(new Attribute(
                            a.name(),
                            a.number(),
                            types.type(a.type()),
                            a.modifier(),
                            a.declared(),
                            a.notNull(),
                            a.generated(),
                            a.identity(),
                            a.expression(),
                            a.collation()));
        }
        return attributes;
    }

    private static Optional<String> word(String code, String one, String oneWord, String other, String otherWord) {
        return code.equals(one) ? Optional.of(oneWord) : code.equals(other) ? Optional.of(otherWord) : Optional.empty();
    }

    private Map<Long, List<String>> primaryKeys(List<Long> oids) throws SQLException {
        Map<Long, List<String>> keys = new HashMap<>();
        try (ResultSet rows = statement.executeQuery("""
                SELECT i.indrelid, a.attname
                FROM pg_index i CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k(number, place)
                  JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
                WHERE i.indisprimary AND k.place <= i.indnkeyatts AND i.indrelid = ANY (%s) ORDER BY i.indrelid, k.place""".formatted(Sql.oids(oids)))) {
            while (rows.next()) {
                keys.computeIfAbsent(rows.getLong(1), oid -> new ArrayList<>()).add(rows.getString(2));
            }
        }
        return keys;
    }

    /** Those of one table, as it is now. */
    static List<TablePart> parts(Link link, QualifiedName table) throws SQLException {
        long oid = Long.parseLong(link.text("SELECT " + Sql.literal(table.sql()) + "::regclass::oid")
                .orElseThrow());
        return parts(link.statement(), List.of(oid)).getOrDefault(oid, List.of());
    }

    /**
     * Of an index, what follows the name of its table is what follows all that is known to come before. A foreign key to a
     * partitioned table has more of its kind for that table's partitions.
     */
    private static Map<Long, List<TablePart>> parts(Statement statement, List<Long> oids) throws SQLException {
        Map<Long, List<TablePart>> parts = new HashMap<>();
        try (ResultSet rows = statement.executeQuery("""
                SELECT conrelid, CASE contype WHEN 'c' THEN 'CHECK' WHEN 'u' THEN 'UNIQUE' WHEN 'x' THEN 'EXCLUDE'
                         ELSE 'FOREIGN_KEY' END AS kind, conname AS name, pg_get_constraintdef(oid)
                FROM pg_constraint c WHERE contype IN ('c', 'u', 'x', 'f') AND conrelid = ANY (%1$s)
                  AND NOT EXISTS (SELECT FROM pg_constraint up WHERE up.oid = c.conparentid AND up.conrelid = c.conrelid)
                UNION ALL
                SELECT i.indrelid, CASE WHEN i.indisunique THEN 'UNIQUE_INDEX' ELSE 'INDEX' END, c.relname,
                       substr(pg_get_indexdef(i.indexrelid), 1 + length(concat('CREATE ', CASE WHEN i.indisunique THEN 'UNIQUE ' END,
                         'INDEX ', quote_ident(c.relname), ' ON ', CASE WHEN c.relkind = 'I' THEN 'ONLY ' END,
                         quote_ident(n.nspname), '.', quote_ident(t.relname), ' ')))
                FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
                  JOIN pg_namespace n ON n.oid = t.relnamespace
                WHERE i.indrelid = ANY (%1$s) AND i.indisvalid
                  AND NOT EXISTS (SELECT FROM pg_constraint o WHERE o.conindid = i.indexrelid AND o.contype IN ('p', 'u', 'x'))
                ORDER BY 1, kind, name""".formatted(Sql.oids(oids)))) {
            while (rows.next()) {
                parts.computeIfAbsent(rows.getLong(1), oid -> new ArrayList<>())
                        .add(new TablePart(
                                TablePart.Kind.valueOf(rows.getString(2)), rows.getString(3), rows.getString(4)));
            }
        }
        return parts;
    }

    /** A type by its number. */
    PostgresType type(long oid) throws SQLException {
        return types.type(oid);
    }
}
