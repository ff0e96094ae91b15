package dev.slipway.mapping;

import dev.slipway.data.Type;
import dev.slipway.data.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The words by which a mapping file names forms and types. What is none throws an {@link IllegalArgumentException}. */
final class FormWords {
    static final String FORMS = "one of integer, integer(8), integer(16), integer(32), integer(64), decimal(p,s), uuid,"
            + " timestamp, timestamp(utc), timestamp(iso), timestamp(utc,iso,3), boolean, boolean(yes,no), json";

    static final String TYPES =
            "one of int8, int16, int32, int64, uint8, uint16, uint32, uint64, decimal(p,s), float32,"
                    + " float64, text, bytes";

    private FormWords() {}

    static Form form(String text) {
        Call call = Call.of(text);
        return switch (call.word()) {
            case "integer" -> {
                int bits = call.atMost(1).number(0, 64);
                yield new Form.Whole(new Type.Int(bits, true).bits());
            }
            case "decimal" -> {
                Type.Decimal type = decimal(call);
                yield new Form.Decimal(type.precision(), type.scale());
            }
            case "uuid" -> {
                call.atMost(0);
                yield new Form.Uuid();
            }
            case "timestamp" -> timestamp(call);
            case "boolean" -> truth(call);
            case "json" -> {
                call.atMost(0);
                yield new Form.Json();
            }
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static Form timestamp(Call call) {
        List<String> words = new ArrayList<>(call.arguments());
        boolean utc = words.remove("utc");
        boolean iso = words.remove("iso");
        OptionalInt digits = OptionalInt.empty();
        if (!words.isEmpty() && words.getFirst().matches("[0-6]")) {
            digits = OptionalInt.of(Integer.parseInt(words.removeFirst()));
        }
        if (!words.isEmpty()) {
            throw new IllegalArgumentException(words.getFirst());
        }
        return new Form.Timestamp(utc, iso, digits);
    }

    private static Form truth(Call call) {
        if (call.arguments().isEmpty()) {
            return new Form.Truth("true", "false");
        }
        String yes = call.arguments().getFirst();
        String no = call.arguments().getLast();
        if (call.arguments().size() != 2 || yes.equals(no)) {
            throw new IllegalArgumentException(yes);
        }
        return new Form.Truth(yes, no);
    }

    private static Type.Decimal decimal(Call call) {
        if (call.arguments().isEmpty()) {
            throw new IllegalArgumentException(call.word());
        }
        return new Type.Decimal(call.atMost(2).number(0, 0), call.number(1, 0));
    }

    static Type type(String text) {
        Type type = TypeName.parse(text);
        boolean castable =
                switch (type) {
                    case Type.Int i -> true;
                    case Type.Floating f -> true;
                    case Type.Decimal d -> true;
                    case Type.Text t -> true;
                    case Type.Bytes b -> true;
                    case Type.Bool b -> false;
                    case Type.Uuid u -> false;
                    case Type.Json j -> false;
                    case Type.Date d -> false;
                    case Type.Time t -> false;
                    case Type.Timestamp t -> false;
                    case Type.ListOf l -> false;
                    case Type.MapOf m -> false;
                    case Type.Struct s -> false;
                };
        if (!castable) {
            throw new IllegalArgumentException(text);
        }
        return type;
    }
}
