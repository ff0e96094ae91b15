package dev.slipway.data;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the words that {@link TypeName} has for types. */
final class TypeWords {
    private static final Pattern NUMBER = Pattern.compile("(u?)int(8|16|32|64)");
    private static final Pattern DECIMAL =
            Pattern.compile("decimal\\(\\s*([0-9]{1,3})\\s*(?:,\\s*([0-9]{1,3})\\s*)?\\)");
    private static final Pattern TIME = Pattern.compile("time(?: (millis|micros|nanos))?");
    private static final Pattern TIMESTAMP = Pattern.compile("timestamp(?: (millis|micros|nanos))? (utc|local)");

    private TypeWords() {}

    static Type type(String text) {
        if (text.startsWith("list<") && text.endsWith(">")) {
            return new Type.ListOf(Field.of("element", type(inner(text, 5)), true));
        }
        if (text.startsWith("map<") && text.endsWith(">")) {
            return map(inner(text, 4));
        }
        return switch (text) {
            case "bool" -> new Type.Bool();
            case "float32" -> new Type.Floating(32);
            case "float64" -> new Type.Floating(64);
            case "text" -> new Type.Text();
            case "bytes" -> new Type.Bytes();
            case "uuid" -> new Type.Uuid();
            case "json" -> new Type.Json();
            case "date" -> new Type.Date();
            default -> withArguments(text);
        };
    }

    private static String inner(String text, int from) {
        return text.substring(from, text.length() - 1).strip();
    }

    private static Type map(String inner) {
        int depth = 0;
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            depth += c == '<' || c == '(' ? 1 : c == '>' || c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                Type key = type(inner.substring(0, i).strip());
                Type value = type(inner.substring(i + 1).strip());
                return new Type.MapOf(Field.of("key", key, false), Field.of("value", value, true));
            }
        }
        throw new IllegalArgumentException("map<" + inner + ">");
    }

    private static Type withArguments(String text) {
        Matcher number = NUMBER.matcher(text);
        if (number.matches()) {
            return new Type.Int(
                    Integer.parseInt(number.group(2)), number.group(1).isEmpty());
        }
        Matcher decimal = DECIMAL.matcher(text);
        if (decimal.matches()) {
            int scale = decimal.group(2) == null ? 0 : Integer.parseInt(decimal.group(2));
            return new Type.Decimal(Integer.parseInt(decimal.group(1)), scale);
        }
        Matcher time = TIME.matcher(text);
        if (time.matches()) {
            return new Type.Time(unit(time));
        }
        Matcher timestamp = TIMESTAMP.matcher(text);
        if (timestamp.matches()) {
            return new Type.Timestamp(unit(timestamp), timestamp.group(2).equals("utc"));
        }
        throw new IllegalArgumentException(text);
    }

    private static Type.Unit unit(Matcher matcher) {
        String word = matcher.group(1);
        return word == null ? Type.Unit.MICROS : Type.Unit.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
