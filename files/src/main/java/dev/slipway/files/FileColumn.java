package dev.slipway.files;

import dev.slipway.data.Field;
import dev.slipway.data.Type;
import java.util.List;
import java.util.Optional;

/**
 * A declared column, or what is within one.
 *
 * @param description for readers; may be empty
 * @param from where its values are found in a record, the first that is there and not null: a key, a column of the file or
 *     a group of a pattern; {@code /a/b}, a JSON pointer; {@code ^/a}, a pointer to what a JSON file holds once for all
 *     records; {@code $}, all of the record. Empty: under its own name
 * @param otherwise what stands where a record has none of these, the first that has a value
 * @param hidden whether it is no column of the table, and only read for the sake of others
 * @param parts of a list its {@code element}, of a map its {@code key} and {@code value}, of a struct its fields; else none
 */
public record FileColumn(
        String name,
        Type type,
        boolean nullable,
        String description,
        List<String> from,
        Reading reading,
        List<Fallback> otherwise,
        boolean hidden,
        List<FileColumn> parts) {
    public FileColumn {
        from = List.copyOf(from);
        otherwise = List.copyOf(otherwise);
        parts = List.copyOf(parts);
        for (String source : from) {
            if (Source.parse(source).isEmpty()) {
                throw new IllegalArgumentException(
                        name + " is from " + RawText.shown(source) + ", which leads nowhere");
            }
        }
        List<Field> fields = fields(type);
        if (!fields.equals(parts.stream().map(FileColumn::field).toList())) {
            throw new IllegalArgumentException(name + " has parts that are not those of its type");
        }
    }

    /** A column of which nothing is said but its type. */
    public static FileColumn of(String name, Type type, boolean nullable) {
        return new FileColumn(name, type, nullable, "", List.of(), Reading.PLAIN, List.of(), false, parts(type));
    }

    /** As records have it: perhaps without a value, where something else stands for it then. */
    FileColumn asRead() {
        return new FileColumn(
                name, type, nullable || !otherwise.isEmpty(), description, from, reading, List.of(), false, parts);
    }

    /** What is within a type of which nothing more is said. */
    static List<FileColumn> parts(Type type) {
        return fields(type).stream()
                .map(field -> of(field.name(), field.type(), field.nullable()))
                .toList();
    }

    private static List<Field> fields(Type type) {
        return switch (type) {
            case Type.ListOf list -> List.of(list.element());
            case Type.MapOf map -> List.of(map.key(), map.value());
            case Type.Struct struct -> struct.fields();
            case Type.Bool b -> List.of();
            case Type.Int i -> List.of();
            case Type.Floating f -> List.of();
            case Type.Decimal d -> List.of();
            case Type.Text t -> List.of();
            case Type.Bytes b -> List.of();
            case Type.Uuid u -> List.of();
            case Type.Json j -> List.of();
            case Type.Date d -> List.of();
            case Type.Time t -> List.of();
            case Type.Timestamp t -> List.of();
        };
    }

    /** The field that it becomes. */
    public Field field() {
        return Field.of(name, type, nullable);
    }

    /** Where its values are found, the first that counts first. */
    List<Source> sources() {
        return from.isEmpty()
                ? List.of(new Source.Inside(List.of(name)))
                : from.stream().map(Source::parse).map(Optional::orElseThrow).toList();
    }
}
