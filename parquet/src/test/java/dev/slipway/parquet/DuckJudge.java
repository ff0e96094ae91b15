package dev.slipway.parquet;

import dev.slipway.data.Field;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;

/** What DuckDB reads from a file. */
final class DuckJudge {
    static {
        // java.sql.Timestamp has no other way to say what it means.
        TimeZone.setDefault(TimeZone.getTimeZone(ZoneOffset.UTC));
    }

    /** One for all tests: opening a database takes longer than most of the queries. */
    private static final Connection CONNECTION = connect();

    private static Connection connect() {
        try {
            Connection connection = DriverManager.getConnection("jdbc:duckdb:");
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET TimeZone='UTC'");
                statement.execute("SET threads=2");
            }
            return connection;
        } catch (SQLException e) {
            throw new AssertionError("DuckDB does not start", e);
        }
    }

    private DuckJudge() {}

    /** The rows, in the form of {@link RowTexts}. */
    static List<String> rows(Path file, Table table) {
        return query("SELECT * FROM " + scan(file), table);
    }

    static String scan(Path file) {
        return "read_parquet('" + file + "')";
    }

    /** The rows of a query whose columns are those of {@code table}. */
    static List<String> query(String sql, Table table) {
        try (Statement statement = CONNECTION.createStatement()) {
            List<String> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery(sql)) {
                List<Field> fields = table.schema().fields();
                while (result.next()) {
                    List<String> values = new ArrayList<>();
                    for (int i = 0; i < fields.size(); i++) {
                        values.add(text(fields.get(i).type(), result.getObject(i + 1)));
                    }
                    rows.add(String.join("|", values));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError("DuckDB refuses: " + sql, e);
        }
    }

    static void run(String sql) {
        try (Statement statement = CONNECTION.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError("DuckDB refuses: " + sql, e);
        }
    }

    /** The first column of a query's rows. */
    static List<String> query(String sql) {
        try (Statement statement = CONNECTION.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError("DuckDB refuses: " + sql, e);
        }
    }

    private static String text(Type type, Object value) throws SQLException {
        if (value == null) {
            return "null";
        }
        return switch (type) {
            case Type.Floating floating ->
                value instanceof Float f ? RowTexts.floating(f) : RowTexts.floating((double) (Double) value);
            case Type.Decimal decimal -> ((BigDecimal) value).toPlainString();
            case Type.Text text -> RowTexts.quoted((String) value);
            case Type.Json json -> RowTexts.quoted(value.toString());
            case Type.Bytes bytes -> RowTexts.hex(bytes(value));
            case Type.Time time -> ((LocalTime) value).toString();
            case Type.Date date -> ((LocalDate) value).toString();
            case Type.Timestamp timestamp -> timestamp(value);
            case Type.ListOf list -> list(list, (Array) value);
            case Type.MapOf map -> map(map, (Map<?, ?>) value);
            case Type.Struct struct -> struct(struct, (Struct) value);
            case Type.Bool bool -> value.toString();
            case Type.Int whole -> value.toString();
            case Type.Uuid uuid -> value.toString();
        };
    }

    private static String timestamp(Object value) {
        if (value instanceof OffsetDateTime instant) {
            return instant.withOffsetSameInstant(ZoneOffset.UTC)
                    .toLocalDateTime()
                    .toString();
        }
        return value instanceof Timestamp t
                ? t.toLocalDateTime().toString()
                : LocalDateTime.parse(value.toString().replace("+00", "").replace(' ', 'T'))
                        .toString();
    }

    private static byte[] bytes(Object value) throws SQLException {
        if (value instanceof Blob blob) {
            return blob.getBytes(1, (int) blob.length());
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        return (byte[]) value;
    }

    private static String list(Type.ListOf type, Array value) throws SQLException {
        List<String> values = new ArrayList<>();
        for (Object element : (Object[]) value.getArray()) {
            values.add(text(type.element().type(), element));
        }
        return "[" + String.join(",", values) + "]";
    }

    private static String map(Type.MapOf type, Map<?, ?> value) throws SQLException {
        List<String> values = new ArrayList<>();
        for (Map.Entry<?, ?> entry : value.entrySet()) {
            values.add(text(type.key().type(), entry.getKey()) + "="
                    + text(type.value().type(), entry.getValue()));
        }
        return "{" + String.join(",", values) + "}";
    }

    private static String struct(Type.Struct type, Struct value) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < type.fields().size(); i++) {
            values.add(text(type.fields().get(i).type(), value.getAttributes()[i]));
        }
        return "(" + String.join(",", values) + ")";
    }
}
