package dev.slipway.duckdb;

import dev.slipway.data.Batch;
import dev.slipway.data.Column;
import dev.slipway.data.Field;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import dev.slipway.data.Validity;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Rows as objects, made into a batch. Values are Boolean, Long (integers, dates, times, bits of floating point),
 * BigInteger (unscaled decimals), String (text, JSON), byte[], UUID, and lists of those: elements, entries as pairs, fields.
 */
record Rows(Table table, List<List<@Nullable Object>> values) {
    Batch batch() {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < table.schema().fields().size(); i++) {
            columns.add(column(table.schema().fields().get(i).type(), column(i)));
        }
        return new Batch(table, values.size(), columns);
    }

    /** The values of one column. */
    List<@Nullable Object> column(int position) {
        List<@Nullable Object> column = new ArrayList<>();
        values.forEach(row -> column.add(row.get(position)));
        return column;
    }

    private static Column column(Type type, List<@Nullable Object> values) {
        Validity validity = validity(values);
        return switch (type) {
            case Type.Bool b -> ints(values, value -> (Boolean) value ? 1 : 0, validity);
            case Type.Int i -> i.bits() == 64 ? longs(values, validity) : ints(values, value -> (Long) value, validity);
            case Type.Floating f ->
                f.bits() == 64 ? longs(values, validity) : ints(values, value -> (Long) value, validity);
            case Type.Decimal d -> d.fitsLong() ? longs(values, validity) : wides(values, validity);
            case Type.Text t -> bytes(values, validity);
            case Type.Json j -> bytes(values, validity);
            case Type.Bytes b -> bytes(values, validity);
            case Type.Uuid u -> wides(values, validity);
            case Type.Date d -> ints(values, value -> (Long) value, validity);
            case Type.Time t -> longs(values, validity);
            case Type.Timestamp t -> longs(values, validity);
            case Type.ListOf l -> {
                List<@Nullable Object> elements = new ArrayList<>();
                int[] offsets = flatten(values, elements);
                yield new Column.Lists(offsets, column(l.element().type(), elements), validity);
            }
            case Type.MapOf m -> {
                List<@Nullable Object> entries = new ArrayList<>();
                int[] offsets = flatten(values, entries);
                yield new Column.Lists(offsets, structs(List.of(m.key(), m.value()), entries), validity);
            }
            case Type.Struct s -> structs(s.fields(), values);
        };
    }

    private static Validity validity(List<@Nullable Object> values) {
        long[] words = new long[Validity.words(values.size()) + 1];
        int nulls = 0;
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) == null) {
                nulls++;
            } else {
                words[i >>> 6] |= 1L << i;
            }
        }
        return nulls == 0 ? Validity.ALL : new Validity(words, nulls);
    }

    private static Column ints(List<@Nullable Object> values, ToLongFunction<Object> number, Validity validity) {
        int[] ints = new int[values.size()];
        for (int i = 0; i < ints.length; i++) {
            Object value = values.get(i);
            ints[i] = value == null ? 0xBAD : (int) number.applyAsLong(value);
        }
        return new Column.Ints(ints, validity);
    }

    private static Column longs(List<@Nullable Object> values, Validity validity) {
        long[] longs = new long[values.size()];
        for (int i = 0; i < longs.length; i++) {
            Object value = values.get(i);
            longs[i] = value == null ? 0xBAD : ((Number) value).longValue();
        }
        return new Column.Longs(longs, validity);
    }

    private static Column wides(List<@Nullable Object> values, Validity validity) {
        long[] high = new long[values.size()];
        long[] low = new long[values.size()];
        for (int i = 0; i < high.length; i++) {
            Object value = values.get(i);
            if (value instanceof UUID uuid) {
                high[i] = uuid.getMostSignificantBits();
                low[i] = uuid.getLeastSignificantBits();
            } else if (value instanceof BigInteger number) {
                high[i] = number.shiftRight(64).longValue();
                low[i] = number.longValue();
            }
        }
        return new Column.Wides(high, low, validity);
    }

    private static Column bytes(List<@Nullable Object> values, Validity validity) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        int[] starts = new int[values.size()];
        int[] lengths = new int[values.size()];
        for (int i = 0; i < starts.length; i++) {
            Object value = values.get(i);
            byte[] bytes = value instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : (byte[]) value;
            starts[i] = data.size();
            lengths[i] = bytes == null ? 0 : bytes.length;
            data.write(bytes == null ? new byte[0] : bytes, 0, lengths[i]);
        }
        return new Column.Bytes(data.toByteArray(), starts, lengths, validity);
    }

    private static int[] flatten(List<@Nullable Object> lists, List<@Nullable Object> elements) {
        int[] offsets = new int[lists.size() + 1];
        for (int i = 0; i < lists.size(); i++) {
            if (lists.get(i) instanceof List<?> list) {
                elements.addAll(list);
            }
            offsets[i + 1] = elements.size();
        }
        return offsets;
    }

    private static Column structs(List<Field> fields, List<@Nullable Object> values) {
        List<Column> columns = new ArrayList<>();
        for (int f = 0; f < fields.size(); f++) {
            List<@Nullable Object> column = new ArrayList<>();
            for (Object value : values) {
                column.add(value instanceof List<?> struct ? struct.get(f) : null);
            }
            columns.add(column(fields.get(f).type(), column));
        }
        return new Column.Structs(columns, validity(values));
    }
}
