package dev.slipway.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads types from the catalogue, each once. Needs {@code search_path} to be {@code pg_catalog}. */
final class Types {
    private final Statement statement;
    private final boolean multiranges;
    private final Map<Long, PostgresType> known = new HashMap<>();

    Types(Statement statement, int serverVersion) {
        this.statement = statement;
        multiranges = serverVersion >= 140_000;
    }

    PostgresType type(long oid) throws SQLException {
        PostgresType type = known.get(oid);
        if (type == null) {
            type = read(oid);
            known.put(oid, type);
        }
        return type;
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
            case "d" ->
                new PostgresType.Domain(
                        row.name(),
                        type(row.base()),
                        row.modifier(),
                        row.notNull(),
                        texts("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contypid = " + oid
                                + " AND contype = 'c' ORDER BY conname"));
            case "e" ->
                new PostgresType.Enumerated(
                        row.name(),
                        texts("SELECT enumlabel FROM pg_enum WHERE enumtypid = " + oid + " ORDER BY enumsortorder"));
            case "c" -> new PostgresType.Composite(row.name(), members(row.relation()));
            case "r" -> new PostgresType.Range(row.name(), type(bound("rngtypid", oid)));
            case "m" -> new PostgresType.Multirange(row.name(), type(multiranges ? bound("rngmultitypid", oid) : oid));
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

    private long bound(String column, long oid) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT rngsubtype FROM pg_range WHERE " + column + " = " + oid)) {
            if (!rows.next()) {
                throw new SQLException("there is no range type " + oid);
            }
            return rows.getLong(1);
        }
    }

    private List<PostgresType.Member> members(long relation) throws SQLException {
        record Raw(String name, long type, int modifier) {}
        List<Raw> raw = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(
                "SELECT attname, atttypid, atttypmod FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped"
                        + " AND attrelid = " + relation + " ORDER BY attnum")) {
            while (rows.next()) {
                raw.add(new Raw(rows.getString(1), rows.getLong(2), rows.getInt(3)));
            }
        }
        List<PostgresType.Member> members = new ArrayList<>();
        for (Raw member : raw) {
            members.add(new PostgresType.Member(member.name(), type(member.type()), member.modifier()));
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
