package dev.slipway.app.sql;

import dev.slipway.data.Column;
import dev.slipway.data.Field;
import dev.slipway.data.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes text of the values of one column: the bare value, or JSON, which is also how values with parts are written where bare ones are
 * asked for.
 */
final class CellText {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Type type;
    private final List<CellText> parts = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    CellText(Type type) {
        this.type = type;
        for (Field field : fields(type)) {
            parts.add(new CellText(field.type()));
            names.add(field.name());
        }
    }

    private static List<Field> fields(Type type) {
        if (type instanceof Type.MapOf map) {
            return List.of(map.key(), map.value());
        }
        return type instanceof Type.ListOf list
                ? List.of(list.element())
                : type instanceof Type.Struct struct ? struct.fields() : List.of();
    }

    /** Whether values are numbers, which are aligned by their ends. */
    boolean isNumber() {
        return type instanceof Type.Int || type instanceof Type.Decimal || type instanceof Type.Floating;
    }

    /** The value as it is; nothing is known of nulls here. */
    String bare(Column column, int row) {
        return switch (type) {
            case Type.Bool b -> ints(column)[row] != 0 ? "true" : "false";
            case Type.Int i -> ScalarText.integer(i, i.bits() == 64 ? longs(column)[row] : ints(column)[row]);
            case Type.Floating f -> ScalarText.floating(f, f.bits() == 64 ? longs(column)[row] : ints(column)[row]);
            case Type.Decimal d -> decimal(d, column, row);
            case Type.Text t -> text((Column.Bytes) column, row);
            case Type.Json j -> text((Column.Bytes) column, row);
            case Type.Bytes b -> hex((Column.Bytes) column, row);
            case Type.Uuid u -> uuid((Column.Wides) column, row);
            case Type.Date d -> ScalarText.date(ints(column)[row]);
            case Type.Time t -> ScalarText.time(t, longs(column)[row]);
            case Type.Timestamp t -> ScalarText.timestamp(t, longs(column)[row]);
            case Type.ListOf l -> json(column, row);
            case Type.MapOf m -> json(column, row);
            case Type.Struct s -> json(column, row);
        };
    }

    private String json(Column column, int row) {
        StringBuilder out = new StringBuilder();
        appendJson(column, row, out);
        return out.toString();
    }

    /** The value as JSON, on one line. */
    void appendJson(Column column, int row, StringBuilder out) {
        if (column.validity().isNull(row)) {
            out.append("null");
            return;
        }
        switch (type) {
            case Type.Bool b -> out.append(bare(column, row));
            case Type.Int i -> out.append(bare(column, row));
            case Type.Decimal d -> out.append(bare(column, row));
            case Type.Floating f -> {
                String text = bare(column, row);
                boolean finite = Character.isDigit(text.charAt(text.length() - 1));
                out.append(finite ? "" : "\"").append(text).append(finite ? "" : "\"");
            }
            case Type.Json j -> document(text((Column.Bytes) column, row), out);
            case Type.Text t -> quote(bare(column, row), out);
            case Type.Bytes b -> quote(bare(column, row), out);
            case Type.Uuid u -> quote(bare(column, row), out);
            case Type.Date d -> quote(bare(column, row), out);
            case Type.Time t -> quote(bare(column, row), out);
            case Type.Timestamp t -> quote(bare(column, row), out);
            case Type.ListOf l -> list((Column.Lists) column, row, out);
            case Type.MapOf m -> map((Column.Lists) column, row, out);
            case Type.Struct s -> struct((Column.Structs) column, row, out);
        }
    }

    private void list(Column.Lists column, int row, StringBuilder out) {
        out.append('[');
        for (int i = column.offsets()[row]; i < column.offsets()[row + 1]; i++) {
            out.append(i == column.offsets()[row] ? "" : ",");
            parts.getFirst().appendJson(column.elements(), i, out);
        }
        out.append(']');
    }

    /** Keys of objects are texts, whatever they were. */
    private void map(Column.Lists column, int row, StringBuilder out) {
        Column.Structs entries = (Column.Structs) column.elements();
        out.append('{');
        for (int i = column.offsets()[row]; i < column.offsets()[row + 1]; i++) {
            out.append(i == column.offsets()[row] ? "" : ",");
            quote(parts.get(0).bare(entries.fields().get(0), i), out);
            out.append(':');
            parts.get(1).appendJson(entries.fields().get(1), i, out);
        }
        out.append('}');
    }

    private void struct(Column.Structs column, int row, StringBuilder out) {
        out.append('{');
        for (int i = 0; i < parts.size(); i++) {
            out.append(i == 0 ? "" : ",");
            quote(names.get(i), out);
            out.append(':');
            parts.get(i).appendJson(column.fields().get(i), row, out);
        }
        out.append('}');
    }

    static void quote(String text, StringBuilder out) {
        out.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, out);
        out.append('"');
    }

    /** As it is, but on one line; what only claims to be JSON is a text. */
    private static void document(String text, StringBuilder out) {
        try {
            MAPPER.readTree(text);
        } catch (JacksonException e) {
            quote(text, out);
            return;
        }
        if (text.isBlank()) {
            quote(text, out);
        } else {
            // In valid JSON, line breaks stand between tokens alone.
            out.append(text.replace('\n', ' ').replace('\r', ' '));
        }
    }

    private static int[] ints(Column column) {
        return ((Column.Ints) column).values();
    }

    private static long[] longs(Column column) {
        return ((Column.Longs) column).values();
    }

    private static String decimal(Type.Decimal type, Column column, int row) {
        if (type.fitsLong()) {
            return ScalarText.decimal(longs(column)[row], type.scale());
        }
        Column.Wides wides = (Column.Wides) column;
        return ScalarText.decimal(wides.high()[row], wides.low()[row], type.scale());
    }

    private static String text(Column.Bytes column, int row) {
        return new String(column.data(), column.starts()[row], column.lengths()[row], StandardCharsets.UTF_8);
    }

    private static String hex(Column.Bytes column, int row) {
        int start = column.starts()[row];
        return HexFormat.of().formatHex(column.data(), start, start + column.lengths()[row]);
    }

    private static String uuid(Column.Wides column, int row) {
        return new UUID(column.high()[row], column.low()[row]).toString();
    }
}
