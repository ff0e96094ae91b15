package dev.slipway.digest;

import dev.slipway.data.Field;
import dev.slipway.data.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads a type like {@code struct<a:int32?,b:list<decimal(20,2)>?>}, where {@code ?} makes a field nullable. */
final class TypeText {
    private final String text;
    private int at;

    TypeText(String text) {
        this.text = text;
    }

    /** All of the text as the type of a field. */
    Field field(String name) {
        Field field = next(name);
        if (at != text.length()) {
            throw new IllegalArgumentException(text + ": not understood from " + at + " on");
        }
        return field;
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
