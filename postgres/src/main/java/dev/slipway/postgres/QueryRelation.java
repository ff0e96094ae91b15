package dev.slipway.postgres;

import dev.slipway.Failure;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postgresql.jdbc.PgResultSet;

/** Describes the rows of a query as if they were a table's. */
final class QueryRelation {
    private final Link link;
    private final Catalog catalog;

    QueryRelation(Link link, Catalog catalog) {
        this.link = link;
        this.catalog = catalog;
    }

    private record Column(String name, long type, int precision, int scale) {}

    Relation of(String query, String name) throws SQLException {
        List<Attribute> attributes = new ArrayList<>();
        for (Column column : columns(query)) {
            PostgresType type = type(column);
            // Of all modifiers only numeric's decides what becomes of a value.
            boolean numeric = type.name().equals("numeric") || type.name().equals("numeric[]");
            int modifier =
                    numeric && column.precision() > 0 ? (column.precision() << 16 | column.scale() & 0x7FF) + 4 : -1;
            String declared = modifier < 0
                    ? type.name()
                    : "numeric(" + column.precision() + "," + column.scale() + ")"
                            + (type.name().endsWith("[]") ? "[]" : "");
            attributes.add(new Attribute(
                    column.name(),
                    attributes.size() + 1,
                    type,
                    modifier,
                    declared,
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
        }
        return new Relation(
                0,
                "",
                name,
                Relation.Kind.VIEW,
                0,
                0,
                0,
                0,
                0,
                attributes,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    private PostgresType type(Column column) throws SQLException {
        String searchPath = link.text("SHOW search_path").orElse("");
        link.execute("SET LOCAL search_path = pg_catalog");
        PostgresType type = catalog.type(column.type());
        link.text("SELECT set_config('search_path', " + Sql.literal(searchPath) + ", true)");
        return type;
    }

    private List<Column> columns(String query) throws SQLException {
        List<Column> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        try (ResultSet rows =
                link.statement().executeQuery("SELECT * FROM " + Selection.subquery(query) + " LIMIT 0")) {
            ResultSetMetaData meta = rows.getMetaData();
            PgResultSet typed = rows.unwrap(PgResultSet.class);
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                String name = meta.getColumnLabel(i);
                if (!names.add(name)) {
                    throw new Failure(
                            Failure.Kind.CONFIG, "the query has two columns named \"" + name + "\"; name them apart");
                }
                columns.add(new Column(name, typed.getColumnOID(i), meta.getPrecision(i), meta.getScale(i)));
            }
        }
        return columns;
    }
}
