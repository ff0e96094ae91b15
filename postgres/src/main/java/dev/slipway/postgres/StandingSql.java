package dev.slipway.postgres;

import dev.slipway.job.Plan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Asks the server how a table stands. Needs {@code search_path} to be {@code pg_catalog}. */
final class StandingSql {
    private static final String NAME = "format('%I.%I', n.nspname, c.relname)";

    private static final String FROM = " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace ";

    private final Link link;
    private final Server server;
    private final long oid;

    StandingSql(Link link, Server server, long oid) {
        this.link = link;
        this.server = server;
        this.oid = oid;
    }

    Standing of(String namespace, String name) throws SQLException {
        Optional<String> parent = link.text("SELECT " + NAME + FROM
                + "JOIN pg_inherits i ON i.inhparent = c.oid WHERE c.relkind = 'p' AND i.inhrelid = " + oid);
        return new Standing(
                oid,
                namespace,
                name,
                server.origin().getOrDefault(Plan.SOURCE, ""),
                yes("SELECT bool_and(pg_has_role(c.relowner, 'USAGE')) FROM pg_class c WHERE c.oid = " + oid
                        + " OR c.relkind = 'p' AND c.oid IN (SELECT inhparent FROM pg_inherits WHERE inhrelid = " + oid
                        + ")"),
                yes("SELECT relkind = 'r' FROM pg_class WHERE oid = " + oid),
                parent,
                byDefault(),
                peers(),
                Stream.of(standby(), pending(), rowSecurity(), children(), dependants(), largeObjects())
                        .flatMap(List::stream)
                        .toList(),
                publications());
    }

    private boolean yes(String query) throws SQLException {
        return link.text(query).orElse("f").equals("t");
    }

    private List<String> texts(String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet rows = link.statement().executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    private List<String> obstacles(String query, String before, String after) throws SQLException {
        return texts(query).stream().map(found -> before + found + after).toList();
    }

    private Optional<String> byDefault() throws SQLException {
        return link.text("SELECT " + NAME + FROM + "JOIN pg_partitioned_table p ON p.partdefid = c.oid"
                + " JOIN pg_inherits i ON i.inhparent = p.partrelid WHERE c.oid <> " + oid + " AND i.inhrelid = "
                + oid);
    }

    private List<String> peers() throws SQLException {
        return texts("SELECT " + NAME + FROM + "WHERE c.oid <> " + oid + " AND c.oid IN ("
                + "SELECT confrelid FROM pg_constraint WHERE contype = 'f' AND conrelid = " + oid
                + " UNION SELECT conrelid FROM pg_constraint WHERE contype = 'f' AND confrelid = " + oid
                + ") ORDER BY c.oid");
    }

    private List<String> standby() {
        return server.standby() ? List.of("this server is a standby; connect to the primary") : List.of();
    }

    private List<String> pending() throws SQLException {
        if (server.version() < 140_000) {
            return List.of();
        }
        return obstacles(
                "SELECT inhparent::regclass FROM pg_inherits WHERE inhdetachpending AND inhrelid = " + oid,
                "a DETACH CONCURRENTLY from ",
                " has not come to its end; say ALTER TABLE … DETACH PARTITION … FINALIZE");
    }

    private List<String> rowSecurity() throws SQLException {
        return yes("SELECT row_security_active(" + oid + "::oid)")
                ? List.of("row-level security hides rows from this role, which nobody would have seen before they are"
                        + " gone; use a role with BYPASSRLS")
                : List.of();
    }

    private List<String> children() throws SQLException {
        return obstacles(
                "SELECT " + NAME + FROM + "JOIN pg_inherits i ON i.inhrelid = c.oid WHERE i.inhparent = " + oid,
                "",
                " inherits from it");
    }

    /** What is the table's own goes with it; foreign keys to its parent go when it leaves that. */
    private List<String> dependants() throws SQLException {
        return obstacles("""
                SELECT DISTINCT pg_describe_object(d.classid, d.objid, 0) FROM pg_depend d
                WHERE d.deptype = 'n' AND (
                    d.refclassid = 'pg_class'::regclass AND d.refobjid = %1$s
                    OR d.refclassid = 'pg_type'::regclass AND d.refobjid IN (
                      SELECT unnest(ARRAY[t.oid, t.typarray]) FROM pg_type t WHERE t.typrelid = %1$s))
                  AND NOT (d.classid = 'pg_class'::regclass AND d.objid = %1$s)
                  AND NOT EXISTS (SELECT FROM pg_constraint o WHERE d.classid = 'pg_constraint'::regclass
                    AND o.oid = d.objid AND (o.conrelid = %1$s OR o.confrelid = %1$s AND o.conparentid <> 0))
                  AND NOT EXISTS (SELECT FROM pg_rewrite o WHERE d.classid = 'pg_rewrite'::regclass
                    AND o.oid = d.objid AND o.ev_class = %1$s)
                  AND NOT EXISTS (SELECT FROM pg_policy o WHERE d.classid = 'pg_policy'::regclass
                    AND o.oid = d.objid AND o.polrelid = %1$s)
                  AND NOT EXISTS (SELECT FROM pg_trigger o WHERE d.classid = 'pg_trigger'::regclass
                    AND o.oid = d.objid AND o.tgrelid = %1$s)
                  AND NOT EXISTS (SELECT FROM pg_attrdef o WHERE d.classid = 'pg_attrdef'::regclass
                    AND o.oid = d.objid AND o.adrelid = %1$s) ORDER BY 1""".formatted(oid), "", " depends on it");
    }

    private List<String> largeObjects() throws SQLException {
        List<String> columns = texts("""
                SELECT quote_ident(a.attname) FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
                WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attrelid = %s
                  AND (t.oid = 'oid'::regtype OR t.typtype = 'd' AND t.typbasetype = 'oid'::regtype)\
                """.formatted(oid));
        List<String> found = new ArrayList<>();
        String table =
                link.text("SELECT " + NAME + FROM + "WHERE c.oid = " + oid).orElseThrow();
        for (String column : columns) {
            if (yes("SELECT EXISTS (SELECT FROM ONLY " + table + " t JOIN pg_largeobject_metadata m ON m.oid = t."
                    + column + "::oid)")) {
                found.add("column " + column + " refers to large objects, which are in no archive");
            }
        }
        return found;
    }

    private List<String> publications() throws SQLException {
        String schemas = server.version() < 150_000
                ? ""
                : " OR EXISTS (SELECT FROM pg_publication_namespace s JOIN pg_class c ON c.relnamespace = s.pnnspid"
                        + " WHERE s.pnpubid = p.oid AND c.oid = " + oid + ")";
        return texts("SELECT p.pubname FROM pg_publication p WHERE p.puballtables OR EXISTS (SELECT FROM"
                + " pg_publication_rel r WHERE r.prpubid = p.oid AND (r.prrelid = " + oid
                + " OR r.prrelid IN (SELECT relid FROM pg_partition_ancestors(" + oid + ") relid)))" + schemas
                + " ORDER BY 1");
    }
}
