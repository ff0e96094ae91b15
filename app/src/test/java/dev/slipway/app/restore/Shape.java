package dev.slipway.app.restore;

import dev.slipway.app.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What a table is and holds, as the server's own catalogue and text tell it. */
final class Shape {
    private Shape() {}

    /** Columns with all that belongs to them, and constraints, without the table's own name. */
    static List<String> definition(TestServer.Database database, String table) throws SQLException {
        return lines(database, """
                SELECT concat_ws(' ', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,
                         a.attgenerated, l.collname, pg_get_expr(d.adbin, d.adrelid))
                FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
                  LEFT JOIN pg_collation l ON l.oid = a.attcollation
                WHERE a.attrelid = '%1$s'::regclass AND a.attnum > 0 AND NOT a.attisdropped
                UNION ALL
                SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = '%1$s'::regclass AND contype <> 'n'
                ORDER BY 1""".formatted(table));
    }

    /** All types that were made in the database, with what they are. */
    static List<String> types(TestServer.Database database) throws SQLException {
        return lines(database, """
                SELECT concat_ws(' ', t.oid::regtype, t.typtype, t.typnotnull, t.typdefault,
                    format_type(nullif(t.typbasetype, 0), t.typtypmod),
                    (SELECT string_agg(quote_literal(enumlabel), ',' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid),
                    (SELECT string_agg(conname || ' ' || pg_get_constraintdef(oid), ',' ORDER BY conname) FROM pg_constraint
                      WHERE contypid = t.oid AND contype <> 'n'),
                    (SELECT string_agg(concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod), l.collname), ',' ORDER BY attnum)
                      FROM pg_attribute a LEFT JOIN pg_collation l ON l.oid = a.attcollation WHERE a.attrelid = t.typrelid))
                FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
                WHERE t.typnamespace NOT IN (SELECT oid FROM pg_namespace WHERE nspname ~ '^pg_|information_schema|^slipway')
                  AND (t.typtype IN ('e', 'd') OR t.typtype = 'c' AND c.relkind = 'c')
                ORDER BY 1""");
    }

    /** Every row as text, in order. */
    static List<String> rows(TestServer.Database database, String table) throws SQLException {
        return lines(database, "SELECT x::text FROM " + table + " x ORDER BY 1");
    }

    /** How many rows one table has and the other has not, either way. */
    static String differences(TestServer.Database database, String one, String other) throws SQLException {
        String rows = "SELECT x::text FROM %s x";
        return database.text("SELECT count(*) FROM ((%1$s EXCEPT ALL %2$s) UNION ALL (%2$s EXCEPT ALL %1$s)) d"
                .formatted(rows.formatted(one), rows.formatted(other)));
    }

    private static List<String> lines(TestServer.Database database, String query) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET extra_float_digits = 3; SET TimeZone = 'UTC'");
            try (ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
            }
        }
        return lines;
    }
}
