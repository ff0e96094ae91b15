package dev.slipway.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Types as text, like {@code struct<a:int32?,b:list<decimal(20,2)>?>}, where {@code ?} makes a field nullable. Names within
 * are letters and digits.
 */
public final class TypeText {
    private final String text;
    private int at;

    private TypeText(String text) {
        this.text = text;
    }

    /** The field named {@code name} of the type that {@code text} says. */
    public static Field field(String name, String text) {
        TypeText type = new TypeText(text);
        Field field = type.next(name);
        if (type.at != text.length()) {
            throw new IllegalArgumentException(text + ": not understood from " + type.at + " on");
        }
        return field;
    }

    /** The type of a field, as {@link #field} reads it. */
    public static String of(Field field) {
        return of(field.type()) + (field.nullable() ? "?" : "");
    }

    private static String of(Type type) {
        return switch (type) {
            case Type.Bool b -> "bool";
            case Type.Int i -> (i.signed() ? "int" : "uint") + i.bits();
            case Type.Floating f -> f.bits() == 32 ? "float" : "double";
            case Type.Decimal d -> "decimal(" + d.precision() + ',' + d.scale() + ')';
            case Type.Text t -> "text";
            case Type.Bytes b -> "bytes";
            case Type.Uuid u -> "uuid";
            case Type.Json j -> "json";
            case Type.Date d -> "date";
            case Type.Time t -> "time(" + t.unit().name().toLowerCase(Locale.ROOT) + ')';
            case Type.Timestamp t ->
                "timestamp(" + t.unit().name().toLowerCase(Locale.ROOT) + (t.utc() ? ",utc)" : ",local)");
            case Type.ListOf l -> "list<" + of(l.element()) + '>';
            case Type.MapOf m -> "map<" + of(m.key()) + ',' + of(m.value()) + '>';
            case Type.Struct s ->
                s.fields().stream()
                        .map(field -> field.name() + ':' + of(field))
                        .collect(Collectors.joining(",", "struct<", ">"));
        };
    }

    private Field next(String name) {
        Type type = type(word());
        return Field.of(name, type, taken('?'));
    }

    private Type type(String word) {
        return switch (word) {
            case "bool" -> new Type.Bool();
            case "int8", "int16", "int32", "int64" -> new Type.Int(Integer.parseInt(word.substring(3)), true);
            case "uint8", "uint16", "uint32", "uint64" -> new Type.Int(Integer.parseInt(word.substring(4)), false);
            case "float" -> new Type.Floating(32);
            case "double" -> new Type.Floating(64);
            case "decimal" -> {
                List<String> arguments = arguments();
                yield new Type.Decimal(Integer.parseInt(arguments.get(0)), Integer.parseInt(arguments.get(1)));
            }
            case "text" -> new Type.Text();
            case "bytes" -> new Type.Bytes();
            case "uuid" -> new Type.Uuid();
            case "json" -> new Type.Json();
            case "date" -> new Type.Date();
            case "time" -> new Type.Time(unit(arguments().getFirst()));
            case "timestamp" -> {
                List<String> arguments = arguments();
                yield new Type.Timestamp(unit(arguments.getFirst()), arguments.contains("utc"));
            }
            case "list", "map", "struct" -> nested(word);
            default -> throw new IllegalArgumentException("\"" + word + "\" is no type, in " + text);
        };
    }

    private Type nested(String word) {
        expect('<');
        Type type =
                switch (word) {
                    case "list" -> new Type.ListOf(next("element"));
                    case "map" -> {
                        Field key = next("key");
                        expect(',');
                        yield new Type.MapOf(key, next("value"));
                    }
                    default -> {
                        List<Field> fields = new ArrayList<>();
                        do {
                            String name = word();
                            expect(':');
                            fields.add(next(name));
                        } while (taken(','));
                        yield new Type.Struct(fields);
                    }
                };
        expect('>');
        return type;
    }

    private static Type.Unit unit(String word) {
        return Type.Unit.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        expect('(');
        do {
            arguments.add(word());
        } while (taken(','));
        expect(')');
        return arguments;
    }

    private String word() {
        int start = at;
        while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private boolean taken(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private void expect(char c) {
        if (!taken(c)) {
            throw new IllegalArgumentException(text + ": '" + c + "' is missing at " + at);
        }
    }
}
