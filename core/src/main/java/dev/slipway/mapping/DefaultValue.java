package dev.slipway.mapping;

import dev.slipway.data.Column;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import dev.slipway.data.Validity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A default as a mapping file spells it, as a value of the type of its column. */
final class DefaultValue {
    static final String KNOWN =
            "text, integers, decimals, booleans, UUIDs, times and JSON have defaults," + " in their exact spelling";

    private static final Table NO_TABLE = new Table("", "default", new Schema(List.of()));

    private DefaultValue() {}

    /** A column with the value alone; empty if {@code text} does not spell one. */
    static Optional<Column> of(String text, Type type) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        Column.Bytes bytes = new Column.Bytes(utf8, new int[1], new int[] {utf8.length}, Validity.ALL);
        if (type instanceof Type.Text) {
            return Optional.of(bytes);
        }
        return form(type).flatMap(form -> {
            BadValues bad = new BadValues(OnBadValue.NULL, "", new Type.Text(), new BatchRows(NO_TABLE, List.of()));
            Column value = Pipeline.parser(form, true).apply(bytes, 1, bad);
            return value.validity().hasNulls() ? Optional.empty() : Optional.of(value);
        });
    }

    private static Optional<Form> form(Type type) {
        return switch (type) {
            case Type.Int i -> i.signed() ? Optional.of(new Form.Whole(i.bits())) : Optional.empty();
            case Type.Decimal d -> Optional.of(new Form.Decimal(d.precision(), d.scale()));
            case Type.Bool b -> Optional.of(new Form.Truth("true", "false"));
            case Type.Uuid u -> Optional.of(new Form.Uuid());
            case Type.Json j -> Optional.of(new Form.Json());
            case Type.Timestamp t ->
                t.unit() == Type.Unit.MICROS
                        ? Optional.of(new Form.Timestamp(t.utc(), false, OptionalInt.empty()))
                        : Optional.empty();
            case Type.Text t -> Optional.empty();
            case Type.Bytes b -> Optional.empty();
            case Type.Floating f -> Optional.empty();
            case Type.Date d -> Optional.empty();
            case Type.Time t -> Optional.empty();
            case Type.ListOf l -> Optional.empty();
            case Type.MapOf m -> Optional.empty();
            case Type.Struct s -> Optional.empty();
        };
    }
}
