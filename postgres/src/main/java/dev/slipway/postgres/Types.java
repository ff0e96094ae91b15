package dev.slipway.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads types from the catalogue, each once. Needs {@code search_path} to be {@code pg_catalog}. */
final class Types {
    private final Statement statement;
    private final Map<Long, PostgresType> known = new HashMap<>();

    Types(Statement statement) {
        this.statement = statement;
    }

    PostgresType type(long oid) throws SQLException {
        PostgresType type = known.get(oid);
        if (type == null) {
            type = read(oid);
            known.put(oid, type);
        }
        return type;
    }

    /** When it is not the type's own; columns {@code collation} of what {@code t} is the type of. */
    static String collation(String collation) {
        return """
                CASE WHEN %1$s <> t.typcollation AND %1$s <> 0 THEN
                  (SELECT quote_ident(n.nspname) || '.' || quote_ident(l.collname)
                   FROM pg_collation l JOIN pg_namespace n ON n.oid = l.collnamespace WHERE l.oid = %1$s) END""".formatted(collation);
    }

    private record Row(
            String kind,
            String namespace,
            String plainName,
            String name,
            long base,
            int modifier,
            boolean notNull,
            long element,
            boolean trueArray,
            long relation) {}

    private PostgresType read(long oid) throws SQLException {
        Row row = row(oid);
        return switch (row.kind()) {
            case "d" -> domain(oid, row);
            case "e" ->
                new PostgresType.Enumerated(
                        row.name(),
                        texts("SELECT enumlabel FROM pg_enum WHERE enumtypid = " + oid + " ORDER BY enumsortorder"));
            case "c" -> new PostgresType.Composite(row.name(), members(row.relation()));
            case "r" -> new PostgresType.Range(row.name(), type(ranged("rngsubtype", "rngtypid", oid)));
            case "m" ->
                new PostgresType.Multirange(
                        row.name(), (PostgresType.Range) type(ranged("rngtypid", "rngmultitypid", oid)));
            default ->
                row.element() != 0
                        ? new PostgresType.Array(row.name(), type(row.element()), row.trueArray())
                        : new PostgresType.Base(row.namespace(), row.plainName());
        };
    }

    private Row row(long oid) throws SQLException {
        try (ResultSet rows = statement.executeQuery("""
                SELECT t.typtype, n.nspname, t.typname, format_type(t.oid, NULL), t.typbasetype, t.typtypmod,
                       t.typnotnull, CASE WHEN t.typcategory = 'A' THEN t.typelem ELSE 0 END, t.typlen = -1, t.typrelid
                FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.oid =\
                """ + " " + oid)) {
            if (!rows.next()) {
                throw new SQLException("there is no type " + oid);
            }
            boolean vector =
                    rows.getString(3).equals("int2vector") || rows.getString(3).equals("oidvector");
            return new Row(
                    rows.getString(1),
                    rows.getString(2),
                    rows.getString(3),
                    rows.getString(4),
                    rows.getLong(5),
                    rows.getInt(6),
                    rows.getBoolean(7),
                    rows.getLong(8),
                    rows.getBoolean(9) && !vector,
                    rows.getLong(10));
        }
    }

    private long ranged(String wanted, String column, long oid) throws SQLException {
        try (ResultSet rows =
                statement.executeQuery("SELECT " + wanted + " FROM pg_range WHERE " + column + " = " + oid)) {
            if (!rows.next()) {
                throw new SQLException("there is no range type " + oid);
            }
            return rows.getLong(1);
        }
    }

    private PostgresType.Domain domain(long oid, Row row) throws SQLException {
        List<PostgresType.Check> checks = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
                + " WHERE contypid = " + oid + " AND contype = 'c' ORDER BY conname")) {
            while (rows.next()) {
                checks.add(new PostgresType.Check(rows.getString(1), rows.getString(2)));
            }
        }
        List<@Nullable String> more = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("""
                SELECT format_type(d.typbasetype, d.typtypmod),
                       coalesce(pg_get_expr(d.typdefaultbin, 0), quote_literal(d.typdefault)), %s
                FROM pg_type d JOIN pg_type t ON t.oid = d.typbasetype WHERE d.oid = %s""".formatted(collation("d.typcollation"), oid))) {
            rows.next();
            for (int i = 1; i <= 3; i++) {
                more.add(rows.getString(i));
            }
        }
        return new PostgresType.Domain(
                row.name(),
                type(row.base()),
                row.modifier(),
                String.valueOf(more.get(0)),
                row.notNull(),
                Optional.ofNullable(more.get(1)),
                Optional.ofNullable(more.get(2)),
                checks);
    }

    private List<PostgresType.Member> members(long relation) throws SQLException {
        record Raw(String name, long type, int modifier, String declared, Optional<String> collation) {}
        List<Raw> raw = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("""
                SELECT a.attname, a.atttypid, a.atttypmod, format_type(a.atttypid, a.atttypmod), %s
                FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
                WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attrelid = %s ORDER BY a.attnum""".formatted(collation("a.attcollation"), relation))) {
            while (rows.next()) {
                raw.add(new Raw(
                        rows.getString(1),
                        rows.getLong(2),
                        rows.getInt(3),
                        rows.getString(4),
                        Optional.ofNullable(rows.getString(5))));
            }
        }
        List<PostgresType.Member> members = new ArrayList<>();
        for (Raw member : raw) {
            members.add(new PostgresType.Member(
                    member.name(), type(member.type()), member.modifier(), member.declared(), member.collation()));
        }
        return members;
    }

    private List<String> texts(String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
