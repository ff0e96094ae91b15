package dev.slipway.files;

import dev.slipway.data.Field;
import dev.slipway.data.Type;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Writes rows of Java values as JSON, in whatever way JSON permits. */
final class Written {
    private final Random random;

    Written(Random random) {
        this.random = random;
    }

    /** A column that takes strings where JSON has no such number, and bytes in hexadecimal digits. */
    static FileColumn column(Field field) {
        Type type = plain(field.type());
        Optional<String> format = type instanceof Type.Bytes ? Optional.of("hex") : Optional.empty();
        boolean any = type instanceof Type.Floating;
        return new FileColumn(
                field.name(),
                type,
                field.nullable(),
                "",
                List.of(),
                new Reading(format, List.of(), any, false, Optional.empty()),
                List.of(),
                false,
                parts(type));
    }

    private static List<FileColumn> parts(Type type) {
        if (type instanceof Type.ListOf list) {
            return List.of(column(list.element()));
        }
        if (type instanceof Type.MapOf map) {
            return List.of(column(map.key()), column(map.value()));
        }
        return type instanceof Type.Struct struct
                ? struct.fields().stream().map(Written::column).toList()
                : List.of();
    }

    private static Type plain(Type type) {
        if (type instanceof Type.ListOf list) {
            return new Type.ListOf(plain(list.element()));
        }
        if (type instanceof Type.MapOf map) {
            return new Type.MapOf(plain(map.key()), plain(map.value()));
        }
        return type instanceof Type.Struct struct
                ? new Type.Struct(struct.fields().stream().map(Written::plain).toList())
                : type;
    }

    private static Field plain(Field field) {
        return Field.of(field.name(), plain(field.type()), field.nullable());
    }

    /** The row, with values that JSON and ISO 8601 can say. */
    static List<@Nullable Object> sayable(List<FileColumn> columns, List<@Nullable Object> row) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            values.add(sayable(columns.get(i).type(), row.get(i)));
        }
        return values;
    }

    private static @Nullable Object sayable(Type type, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (type instanceof Type.Json && value.equals("null")) {
            return "[null]";
        }
        if (type instanceof Type.Date) {
            return Math.floorMod((Long) value, 3_000_000L) - 700_000L;
        }
        if (type instanceof Type.Timestamp timestamp) {
            long second = Times.perSecond(timestamp.unit());
            return timestamp.unit() == Type.Unit.NANOS
                    ? value
                    : (Object) (Math.floorMod((Long) value, 250_000_000_000L * second) - 60_000_000_000L * second);
        }
        return nested(type, value);
    }

    private static Object nested(Type type, Object value) {
        if (type instanceof Type.ListOf list) {
            List<@Nullable Object> elements = new ArrayList<>();
            ((List<?>) value)
                    .forEach(element -> elements.add(sayable(list.element().type(), element)));
            return elements;
        }
        if (type instanceof Type.MapOf map) {
            Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
            for (Object each : (List<?>) value) {
                Map.Entry<?, ?> entry = (Map.Entry<?, ?>) each;
                Object key = sayable(map.key().type(), entry.getKey());
                if (key != null) {
                    entries.putIfAbsent(key, sayable(map.value().type(), entry.getValue()));
                }
            }
            List<Object> all = new ArrayList<>();
            entries.forEach((key, inner) ->
                    all.add(new AbstractMap.SimpleImmutableEntry<@Nullable Object, @Nullable Object>(key, inner)));
            return all;
        }
        if (type instanceof Type.Struct struct) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            struct.fields()
                    .forEach(field ->
                            fields.put(field.name(), sayable(field.type(), ((Map<?, ?>) value).get(field.name()))));
            return fields;
        }
        return value;
    }

    /** The row as an object, its keys in any order, nulls said or left out. */
    String object(List<FileColumn> columns, List<@Nullable Object> row) {
        List<String> members = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Object value = row.get(i);
            if (value != null || random.nextBoolean()) {
                members.add(
                        random.nextInt(members.size() + 1),
                        string(columns.get(i).name())
                                + space()
                                + ':'
                                + space()
                                + value(columns.get(i).type(), value));
            }
        }
        return '{' + space() + String.join(space() + "," + space(), members) + space() + '}';
    }

    private String space() {
        return " ".repeat(random.nextInt(20) == 0 ? 2 : 0);
    }

    private String value(Type type, @Nullable Object value) {
        if (value == null) {
            return "null";
        }
        return switch (type) {
            case Type.Bool b -> value.toString();
            case Type.Int i -> value + (random.nextInt(9) == 0 ? ".0" : "");
            case Type.Floating f -> real(value.toString());
            case Type.Decimal d -> random.nextBoolean() ? ((BigDecimal) value).toPlainString() : value.toString();
            case Type.Json j -> value.toString();
            case Type.Text t -> string(value.toString());
            case Type.Bytes b -> string(value.toString());
            case Type.Uuid u -> string(value.toString());
            case Type.Date d -> string(spelt(type, value));
            case Type.Time t -> string(spelt(type, value));
            case Type.Timestamp t -> string(spelt(type, value));
            case Type.ListOf list -> {
                List<String> elements = new ArrayList<>();
                ((List<?>) value)
                        .forEach(element -> elements.add(value(list.element().type(), element)));
                yield '[' + String.join("," + space(), elements) + space() + ']';
            }
            case Type.MapOf map -> {
                List<String> entries = new ArrayList<>();
                for (Object each : (List<?>) value) {
                    Map.Entry<?, ?> entry = (Map.Entry<?, ?>) each;
                    entries.add(string(spelt(map.key().type(), entry.getKey()))
                            + ':'
                            + value(map.value().type(), entry.getValue()));
                }
                yield '{' + String.join(",", entries) + '}';
            }
            case Type.Struct struct -> {
                List<FileColumn> fields =
                        struct.fields().stream().map(Written::column).toList();
                List<@Nullable Object> values = new ArrayList<>();
                fields.forEach(field -> values.add(((Map<?, ?>) value).get(field.name())));
                yield object(fields, values);
            }
        };
    }

    private static String real(String text) {
        return text.equals("NaN") || text.endsWith("Infinity") ? '"' + text + '"' : text;
    }

    /** A value as a text without quotes. */
    private String spelt(Type type, Object value) {
        if (type instanceof Type.Date) {
            return date(LocalDate.ofEpochDay((Long) value));
        }
        if (type instanceof Type.Time time) {
            return LocalTime.ofNanoOfDay((Long) value * (1_000_000_000L / Times.perSecond(time.unit())))
                    .toString();
        }
        if (type instanceof Type.Timestamp timestamp) {
            long second = Times.perSecond(timestamp.unit());
            long count = (Long) value;
            int offset = timestamp.utc() && random.nextBoolean() ? random.nextInt(-18, 19) : 0;
            LocalDateTime moment = LocalDateTime.ofEpochSecond(
                            Math.floorDiv(count, second),
                            (int) (Math.floorMod(count, second) * (1_000_000_000L / second)),
                            ZoneOffset.UTC)
                    .plusHours(offset);
            String zone = offset == 0
                    ? "Z"
                    : String.format(Locale.ROOT, "%s%02d:00", offset < 0 ? "-" : "+", Math.abs(offset));
            return date(moment.toLocalDate())
                    + (random.nextBoolean() ? 'T' : ' ')
                    + moment.toLocalTime()
                    + (timestamp.utc() ? zone : "");
        }
        return value.toString();
    }

    private static String date(LocalDate date) {
        return String.format(Locale.ROOT, "%04d-%02d-%02d", date.getYear(), date.getMonthValue(), date.getDayOfMonth());
    }

    private String string(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(point -> {
            if (point == '"' || point == '\\') {
                out.append('\\').appendCodePoint(point);
            } else if (point < ' ' || random.nextInt(30) == 0) {
                String escaped = random.nextBoolean() ? "\\u%04x" : "\\u%04X";
                Character.toString(point)
                        .chars()
                        .forEach(unit -> out.append(String.format(Locale.ROOT, escaped, unit)));
            } else {
                out.appendCodePoint(point);
            }
        });
        return out.append('"').toString();
    }
}
