package dev.slipway.postgres;

import dev.slipway.Failure;
import dev.slipway.data.Table;
import dev.slipway.job.Cancel;
import dev.slipway.job.KeySpan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A key of a table that grows with each new row, and where its rows end. There is one order, the server's own for its types, but
 * of text that of its bytes: ranges of a collation would overlap or leave gaps as soon as someone else sorts by another.
 */
public final class PostgresKey {
    private static final String BYTES = " COLLATE \"C\"";

    private final Entrance entrance;
    private final Table table;
    private final List<String> columns;
    private final List<String> expressions;
    private final Cancel cancel;

    private PostgresKey(Entrance entrance, Table table, List<String> columns, List<String> expressions, Cancel cancel) {
        this.entrance = entrance;
        this.table = table;
        this.columns = List.copyOf(columns);
        this.expressions = List.copyOf(expressions);
        this.cancel = cancel;
    }

    /**
     * Looks at the key of a table, whose columns are never missing.
     *
     * @param url as in {@link PostgresOptions}; what it leaves open comes from {@code environment}
     * @param columns by their names, the one that decides first
     * @throws Failure CONFIG when the table has no such columns, or rows may lack them
     */
    public static PostgresKey of(
            String url, Map<String, String> environment, Table table, List<String> columns, Cancel cancel) {
        Entrance entrance = Entrance.to(url, environment);
        List<String> expressions = entrance.visit(
                cancel, "looking at the key of " + table.qualifiedName(), link -> expressions(link, table, columns));
        return new PostgresKey(entrance, table, columns, expressions, cancel);
    }

    private static List<String> expressions(Link link, Table table, List<String> columns) throws SQLException {
        Map<String, Boolean> text = new HashMap<>();
        Map<String, Boolean> present = new HashMap<>();
        String query = "SELECT attname, attnotnull, attcollation <> 0 FROM pg_attribute WHERE attrelid = "
                + Sql.literal(Sql.qualified(table.namespace(), table.name()))
                + "::regclass AND attnum > 0 AND NOT attisdropped";
        try (ResultSet rows = link.statement().executeQuery(query)) {
            while (rows.next()) {
                present.put(rows.getString(1), rows.getBoolean(2));
                text.put(rows.getString(1), rows.getBoolean(3));
            }
        }
        List<String> expressions = new ArrayList<>();
        for (String column : columns) {
            Boolean never = present.get(column);
            if (never == null) {
                throw refused(table.qualifiedName() + " has no column \"" + column + "\" to go on after");
            }
            if (!never) {
                throw refused("the column \"" + column + "\" of " + table.qualifiedName()
                        + " may be null, and rows without a key are in no range: declare it NOT NULL, or export the"
                        + " table as a whole");
            }
            expressions.add(Sql.identifier(column) + (Boolean.TRUE.equals(text.get(column)) ? BYTES : ""));
        }
        return expressions;
    }

    private static Failure refused(String text) {
        return new Failure(Failure.Kind.CONFIG, text);
    }

    /** The SQL condition that the rows of a range meet, and no others. */
    public String condition(KeySpan span) {
        String to = compared("<=", span.through());
        return span.after().isEmpty() ? to : compared(">", span.after()) + " AND " + to;
    }

    private String compared(String operator, List<String> values) {
        return row(expressions)
                + ' '
                + operator
                + ' '
                + row(values.stream().map(Sql::literal).toList());
    }

    private static String row(List<String> parts) {
        return parts.size() == 1 ? parts.getFirst() : '(' + String.join(", ", parts) + ')';
    }

    /**
     * The key of the last row, if there is one after {@code after}.
     *
     * @param after empty: any row will do
     */
    public Optional<List<String>> last(List<String> after) {
        return find((after.isEmpty() ? "" : " WHERE " + compared(">", after)) + order(" DESC") + " LIMIT 1");
    }

    /**
     * The key of the row that has this place, from 1 on, among those whose first column has this value, or among all when that is
     * the whole key; the last of them when they are fewer.
     *
     * @param first the value of the first column of a key of two, as the server reads it
     */
    public Optional<List<String>> at(Optional<String> first, long place) {
        String where = first.map(value -> " WHERE " + expressions.getFirst() + " = " + Sql.literal(value))
                .orElse("");
        return find(where + order("") + " OFFSET " + (place - 1) + " LIMIT 1")
                .or(() -> find(where + order(" DESC") + " LIMIT 1"));
    }

    private String order(String direction) {
        return expressions.stream().map(one -> one + direction).collect(Collectors.joining(", ", " ORDER BY ", ""));
    }

    private Optional<List<String>> find(String which) {
        String texts =
                columns.stream().map(name -> Sql.identifier(name) + "::text").collect(Collectors.joining(", "));
        String query = "SELECT " + texts + " FROM ONLY " + Sql.qualified(table.namespace(), table.name()) + which;
        return entrance.visit(cancel, "looking for the last row of " + table.qualifiedName(), link -> {
            try (ResultSet row = link.statement().executeQuery(query)) {
                if (!row.next()) {
                    return Optional.<List<String>>empty();
                }
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= columns.size(); i++) {
                    values.add(row.getString(i));
                }
                return Optional.of(List.copyOf(values));
            }
        });
    }
}
