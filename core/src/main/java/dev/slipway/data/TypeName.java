package dev.slipway.data;

import java.util.Locale;
import java.util.stream.Collectors;

/** Types in the words of their users: {@code int64}, {@code decimal(20,0)}. */
public final class TypeName {
    private TypeName() {}

    /**
     * The type that {@code text} names, as {@link #of} writes it. What holds values may lack any of them; times are in
     * microseconds where no unit is said. Groups have no such name.
     *
     * @throws IllegalArgumentException when it names none
     */
    public static Type parse(String text) {
        return TypeWords.type(text.strip());
    }

    /** What users call the type. */
    public static String of(Type type) {
        return switch (type) {
            case Type.Bool b -> "bool";
            case Type.Int i -> (i.signed() ? "int" : "uint") + i.bits();
            case Type.Floating f -> "float" + f.bits();
            case Type.Decimal d -> "decimal(" + d.precision() + "," + d.scale() + ")";
            case Type.Text t -> "text";
            case Type.Bytes b -> "bytes";
            case Type.Uuid u -> "uuid";
            case Type.Json j -> "json";
            case Type.Date d -> "date";
            case Type.Time t -> "time " + unit(t.unit());
            case Type.Timestamp t -> "timestamp " + unit(t.unit()) + (t.utc() ? " utc" : " local");
            case Type.ListOf l -> "list<" + of(l.element().type()) + ">";
            case Type.MapOf m ->
                "map<" + of(m.key().type()) + ", " + of(m.value().type()) + ">";
            case Type.Struct s ->
                s.fields().stream().map(TypeName::member).collect(Collectors.joining(", ", "struct{", "}"));
        };
    }

    private static String member(Field field) {
        return field.name() + ": " + of(field.type());
    }

    private static String unit(Type.Unit unit) {
        return unit.name().toLowerCase(Locale.ROOT);
    }
}
