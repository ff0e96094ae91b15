package dev.slipway.duckdb;

import dev.slipway.data.Field;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The columns that a statement has, as columns of ours.
 *
 * @param sql the statement, each value cast to a type of ours where it is of another
 */
record SqlColumns(Table table, String sql) {
    /** Rows that DuckDB hands over at a time: one of its vectors. */
    static final int BATCH_ROWS = 2048;

    /** @throws SQLException when it cannot be understood */
    static SqlColumns of(Connection connection, SqlStatement statement) throws SQLException {
        List<Field> fields = new ArrayList<>();
        boolean same = true;
        try (PreparedStatement prepared = connection.prepareStatement(statement.text())) {
            ResultSetMetaData found = prepared.getMetaData();
            Set<String> taken = new HashSet<>();
            for (int i = 1; i <= found.getColumnCount(); i++) {
                Type type = TypeText.read(found.getColumnTypeName(i));
                String name = free(found.getColumnName(i), taken);
                fields.add(Field.of(name, type, true));
                same &= name.equals(found.getColumnName(i))
                        && TypeText.name(type).equals(found.getColumnTypeName(i));
            }
        }
        Table table = new Table("", "result", new Schema(fields));
        boolean asIs = same || statement.kind() != SqlStatement.Kind.QUERY;
        return new SqlColumns(table, asIs ? statement.text() : cast(statement.text(), fields));
    }

    /** DuckDB tells names apart without regard to case. */
    private static String free(String name, Set<String> taken) {
        String free = name.isEmpty() ? "column" : name;
        for (int i = 2; !taken.add(free.toLowerCase(Locale.ROOT)); i++) {
            free = name + '_' + i;
        }
        return free;
    }

    private static String cast(String sql, List<Field> fields) {
        StringBuilder columns = new StringBuilder();
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < fields.size(); i++) {
            String separator = i == 0 ? "" : ", ";
            names.append(separator).append('c').append(i);
            columns.append(separator)
                    .append("CAST(c")
                    .append(i)
                    .append(" AS ")
                    .append(TypeText.name(fields.get(i).type()))
                    .append(") AS ")
                    .append(Sql.name(fields.get(i).name()));
        }
        // A comment may stand at its end.
        return "SELECT " + columns + " FROM (" + sql + "\n) AS t(" + names + ')';
    }
}
