package dev.slipway.duckdb;

import dev.slipway.data.Schema;
import dev.slipway.data.Type;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/** Has DuckDB write Parquet files. */
final class WrittenByDuckDb {
    private WrittenByDuckDb() {}

    /** Writes {@code rows}, all of them {@code times} over. */
    static void write(Rows rows, int times, String options, Path file) throws SQLException {
        Schema schema = rows.table().schema();
        String columns = schema.fields().stream().map(Literal::field).collect(Collectors.joining(", ", "(", ")"));
        List<Type> types = schema.fields().stream().map(field -> field.type()).toList();
        try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            statement.execute("CREATE TABLE t" + columns);
            if (!rows.values().isEmpty()) {
                statement.execute(rows.values().stream()
                        .map(row -> values(types, row))
                        .collect(Collectors.joining(", ", "INSERT INTO t VALUES ", "")));
            }
            copy(statement, "SELECT t.* FROM t, range(" + times + ")", options, file);
        }
    }

    /** Writes what a query returns. */
    static void write(String query, Path file) throws SQLException {
        try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            copy(statement, query, "COMPRESSION zstd", file);
        }
    }

    private static void copy(Statement statement, String query, String options, Path file) throws SQLException {
        statement.execute(
                "COPY (" + query + ") TO " + Sql.text(file.toString()) + " (FORMAT parquet, " + options + ')');
    }

    private static String values(List<Type> types, List<@Nullable Object> row) {
        StringBuilder values = new StringBuilder("(");
        for (int i = 0; i < types.size(); i++) {
            values.append(i == 0 ? "" : ", ").append(Literal.of(types.get(i), row.get(i)));
        }
        return values.append(')').toString();
    }
}
