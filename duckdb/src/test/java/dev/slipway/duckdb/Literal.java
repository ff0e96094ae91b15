package dev.slipway.duckdb;

import dev.slipway.data.Field;
import dev.slipway.data.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalTime;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Types and values as DuckDB's SQL writes them: a second way from a value to a file, beside ours. */
final class Literal {
    private Literal() {}

    static String type(Type type) {
        return switch (type) {
            case Type.Bool b -> "BOOLEAN";
            case Type.Int i -> (i.signed() ? "" : "U") + integer(i.bits());
            case Type.Floating f -> f.bits() == 64 ? "DOUBLE" : "FLOAT";
            case Type.Decimal d -> "DECIMAL(" + d.precision() + ',' + d.scale() + ')';
            case Type.Text t -> "VARCHAR";
            case Type.Json j -> "JSON";
            case Type.Bytes b -> "BLOB";
            case Type.Uuid u -> "UUID";
            case Type.Date d -> "DATE";
            case Type.Time t -> t.unit() == Type.Unit.NANOS ? "TIME_NS" : "TIME";
            case Type.Timestamp t -> t.utc() ? "TIMESTAMPTZ" : timestamp(t.unit());
            case Type.ListOf l -> type(l.element().type()) + "[]";
            case Type.MapOf m ->
                "MAP(" + type(m.key().type()) + ", " + type(m.value().type()) + ')';
            case Type.Struct s ->
                s.fields().stream().map(Literal::field).collect(Collectors.joining(", ", "STRUCT(", ")"));
        };
    }

    static String field(Field field) {
        return Sql.name(field.name()) + ' ' + type(field.type());
    }

    private static String integer(int bits) {
        return switch (bits) {
            case 8 -> "TINYINT";
            case 16 -> "SMALLINT";
            case 32 -> "INTEGER";
            default -> "BIGINT";
        };
    }

    private static String timestamp(Type.Unit unit) {
        return switch (unit) {
            case MILLIS -> "TIMESTAMP_MS";
            case MICROS -> "TIMESTAMP";
            case NANOS -> "TIMESTAMP_NS";
        };
    }

    static String of(Type type, @Nullable Object value) {
        return value == null ? "NULL::" + type(type) : '(' + expression(type, value) + ")::" + type(type);
    }

    private static String expression(Type type, Object value) {
        return switch (type) {
            case Type.Bool b -> value.toString();
            case Type.Int i -> integer(i, (Long) value);
            case Type.Floating f -> floating(f, (Long) value);
            case Type.Decimal d -> Sql.text(new BigDecimal(unscaled(value), d.scale()).toPlainString());
            case Type.Text t -> text((String) value);
            case Type.Json j -> Sql.text((String) value);
            case Type.Bytes b -> "unhex('" + HexFormat.of().formatHex((byte[]) value) + "')";
            case Type.Uuid u -> Sql.text(((UUID) value).toString());
            case Type.Date d -> "DATE '1970-01-01' + (" + value + ")::INTEGER";
            case Type.Time t -> time(t.unit(), (Long) value);
            case Type.Timestamp t -> instant(t.unit(), (Long) value);
            case Type.ListOf l -> elements(l.element().type(), (List<?>) value);
            case Type.MapOf m -> {
                List<?> entries = (List<?>) value;
                yield "map_from_entries(" + elements(new Type.Struct(List.of(m.key(), m.value())), entries) + ")";
            }
            case Type.Struct s -> {
                List<?> fields = (List<?>) value;
                StringBuilder row = new StringBuilder("ROW(");
                for (int i = 0; i < fields.size(); i++) {
                    row.append(i == 0 ? "" : ", ").append(of(s.fields().get(i).type(), fields.get(i)));
                }
                yield row.append(')').toString();
            }
        };
    }

    private static String elements(Type type, List<?> values) {
        return values.stream().map(value -> of(type, value)).collect(Collectors.joining(", ", "[", "]::"))
                + type(type)
                + "[]";
    }

    private static String integer(Type.Int type, long value) {
        return switch (type.bits()) {
            case 64 -> '\'' + (type.signed() ? Long.toString(value) : Long.toUnsignedString(value)) + '\'';
            default -> '\'' + Long.toString(type.signed() ? value : value & (1L << type.bits()) - 1) + '\'';
        };
    }

    private static String floating(Type.Floating type, long bits) {
        return '\''
                + (type.bits() == 64
                        ? Double.toString(Double.longBitsToDouble(bits))
                        : Float.toString(Float.intBitsToFloat((int) bits)))
                + '\'';
    }

    private static BigInteger unscaled(Object value) {
        return value instanceof BigInteger wide ? wide : BigInteger.valueOf((Long) value);
    }

    private static String text(String text) {
        return text.indexOf('\0') < 0
                ? Sql.text(text)
                : "replace(" + Sql.text(text.replace("\0", "␀")) + ", '␀', chr(0))";
    }

    private static String time(Type.Unit unit, long value) {
        return switch (unit) {
            case MILLIS -> "TIME '00:00:00' + to_milliseconds(" + value + ")";
            case MICROS -> "TIME '00:00:00' + to_microseconds(" + value + ")";
            case NANOS -> Sql.text(LocalTime.ofNanoOfDay(value).toString());
        };
    }

    private static String instant(Type.Unit unit, long value) {
        return switch (unit) {
            case MILLIS -> "make_timestamp_ms(" + value + ")";
            case MICROS -> "make_timestamp(" + value + ")";
            case NANOS -> "make_timestamp_ns(" + value + ")";
        };
    }
}
