package dev.slipway.duckdb;

import dev.slipway.data.Field;
import dev.slipway.data.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** DuckDB's names of types, and what they amount to among ours: what has no form of its own here becomes text. */
final class TypeText {
    private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),(\\d+)\\)");
    private static final Pattern LIST = Pattern.compile("(.+)\\[\\d*]");

    private TypeText() {}

    /** The type that values of DuckDB's type {@code name} are cast to, and kept by where it is the same. */
    static Type read(String name) {
        Matcher list = LIST.matcher(name);
        if (list.matches() && balanced(list.group(1))) {
            return new Type.ListOf(Field.of("element", read(list.group(1)), true));
        }
        if (name.startsWith("STRUCT(")) {
            return struct(parts(inner(name, "STRUCT("))).orElse(new Type.Text());
        }
        if (name.startsWith("MAP(")) {
            List<String> parts = parts(inner(name, "MAP("));
            return parts.size() != 2
                    ? new Type.Text()
                    : new Type.MapOf(
                            Field.of("key", read(parts.get(0)), false), Field.of("value", read(parts.get(1)), true));
        }
        Matcher decimal = DECIMAL.matcher(name);
        if (decimal.matches()) {
            return new Type.Decimal(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
        }
        return switch (name) {
            case "BOOLEAN" -> new Type.Bool();
            case "TINYINT" -> new Type.Int(8, true);
            case "SMALLINT" -> new Type.Int(16, true);
            case "INTEGER" -> new Type.Int(32, true);
            case "BIGINT" -> new Type.Int(64, true);
            case "UTINYINT" -> new Type.Int(8, false);
            case "USMALLINT" -> new Type.Int(16, false);
            case "UINTEGER" -> new Type.Int(32, false);
            case "UBIGINT" -> new Type.Int(64, false);
            // What sums of integers are.
            case "HUGEINT", "UHUGEINT" -> new Type.Decimal(Type.Decimal.PRECISION_MAX, 0);
            case "FLOAT" -> new Type.Floating(32);
            case "DOUBLE" -> new Type.Floating(64);
            case "BLOB" -> new Type.Bytes();
            case "UUID" -> new Type.Uuid();
            case "JSON", "VARIANT" -> new Type.Json();
            case "DATE" -> new Type.Date();
            case "TIME" -> new Type.Time(Type.Unit.MICROS);
            case "TIME_NS" -> new Type.Time(Type.Unit.NANOS);
            case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS" -> new Type.Timestamp(Type.Unit.MICROS, false);
            case "TIMESTAMP_NS" -> new Type.Timestamp(Type.Unit.NANOS, false);
            case "TIMESTAMP WITH TIME ZONE" -> new Type.Timestamp(Type.Unit.MICROS, true);
            default -> new Type.Text();
        };
    }

    /** What DuckDB calls a type that {@link #read} gave. */
    static String name(Type type) {
        return switch (type) {
            case Type.Bool b -> "BOOLEAN";
            case Type.Int i -> (i.signed() ? "" : "U") + integer(i.bits());
            case Type.Floating f -> f.bits() == 32 ? "FLOAT" : "DOUBLE";
            case Type.Decimal d -> "DECIMAL(" + d.precision() + ',' + d.scale() + ')';
            case Type.Text t -> "VARCHAR";
            case Type.Bytes b -> "BLOB";
            case Type.Uuid u -> "UUID";
            case Type.Json j -> "JSON";
            case Type.Date d -> "DATE";
            case Type.Time t -> t.unit() == Type.Unit.NANOS ? "TIME_NS" : "TIME";
            case Type.Timestamp t ->
                t.utc() ? "TIMESTAMP WITH TIME ZONE" : t.unit() == Type.Unit.NANOS ? "TIMESTAMP_NS" : "TIMESTAMP";
            case Type.ListOf l -> name(l.element().type()) + "[]";
            case Type.MapOf m ->
                "MAP(" + name(m.key().type()) + ", " + name(m.value().type()) + ')';
            case Type.Struct s ->
                s.fields().stream()
                        .map(field -> Sql.name(field.name()) + ' ' + name(field.type()))
                        .collect(Collectors.joining(", ", "STRUCT(", ")"));
        };
    }

    private static String integer(int bits) {
        return switch (bits) {
            case 8 -> "TINYINT";
            case 16 -> "SMALLINT";
            case 32 -> "INTEGER";
            default -> "BIGINT";
        };
    }

    private static String inner(String name, String prefix) {
        return name.endsWith(")") ? name.substring(prefix.length(), name.length() - 1) : "";
    }

    private static Optional<Type> struct(List<String> parts) {
        List<Field> fields = new ArrayList<>();
        for (String part : parts) {
            int end = nameEnd(part);
            if (end <= 0 || end >= part.length() - 1) {
                return Optional.empty();
            }
            String name = part.substring(0, end);
            String bare =
                    name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
            if (bare.isEmpty()) {
                return Optional.empty();
            }
            fields.add(Field.of(bare, read(part.substring(end + 1)), true));
        }
        return fields.isEmpty() ? Optional.empty() : Optional.of(new Type.Struct(fields));
    }

    private static int nameEnd(String part) {
        return part.startsWith("\"") ? quoteEnd(part, 0) + 1 : part.indexOf(' ');
    }

    /** Where the quote that opens at {@code from} is closed; two that stand together are one inside. */
    private static int quoteEnd(String text, int from) {
        int at = from + 1;
        while (at < text.length()) {
            if (text.charAt(at) != '"') {
                at++;
            } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
                at += 2;
            } else {
                return at;
            }
        }
        return text.length() - 1;
    }

    private static boolean balanced(String text) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                i = quoteEnd(text, i);
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        }
        return depth == 0;
    }

    /** What commas part that stand in no parentheses and no quotes. */
    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                i = quoteEnd(text, i);
            } else if (c == ',' && depth == 0) {
                parts.add(text.substring(begin, i).strip());
                begin = i + 1;
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        }
        parts.add(text.substring(begin).strip());
        return parts;
    }
}
