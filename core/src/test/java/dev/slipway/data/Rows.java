package dev.slipway.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Batches as rows of Java values that can be compared and read in a failure's message: one list for each row, null where
 * there is no value.
 *
 * <ul>
 *   <li>booleans as Boolean; integers as Long, unsigned ones of 64 bits as BigInteger; floats as Float or Double, whose
 *       {@code equals} takes all NaN for one and tells −0.0 from 0.0; decimals as BigDecimal of the type's scale
 *   <li>text and JSON as String; bytes as {@code \x} and hexadecimal digits; UUIDs as UUID
 *   <li>dates, times and timestamps as Long, counted as the type says
 *   <li>lists as List; maps as List of entries in order; structs as Map of names to values
 * </ul>
 */
public final class Rows {
    private Rows() {}

    /** The rows of a batch. */
    public static List<List<@Nullable Object>> of(Batch batch) {
        List<Field> fields = batch.table().schema().fields();
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int row = 0; row < batch.rows(); row++) {
            List<@Nullable Object> values = new ArrayList<>();
            for (int f = 0; f < fields.size(); f++) {
                values.add(value(fields.get(f).type(), batch.columns().get(f), row));
            }
            rows.add(values);
        }
        return rows;
    }

    /** The rows of all batches that are left, which are closed. */
    public static List<List<@Nullable Object>> of(Batches batches, int rowsMax) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        try (batches) {
            for (Batch batch = batches.next(rowsMax); batch != null; batch = batches.next(rowsMax)) {
                rows.addAll(of(batch));
            }
        }
        return rows;
    }

    /** An entry of a map, whose value may be null. */
    public static Map.Entry<Object, @Nullable Object> entry(Map.Entry<Object, @Nullable Object> entry) {
        return new AbstractMap.SimpleImmutableEntry<>(entry.getKey(), entry.getValue());
    }

    private static @Nullable Object value(Type type, Column column, int row) {
        if (column.validity().isNull(row)) {
            return null;
        }
        return switch (column) {
            case Column.Ints ints -> ofInt(type, ints.values()[row]);
            case Column.Longs longs -> ofLong(type, longs.values()[row]);
            case Column.Wides wides -> ofWide(type, wides.high()[row], wides.low()[row]);
            case Column.Bytes bytes -> ofBytes(type, bytes, row);
            case Column.Lists lists -> {
                List<@Nullable Object> elements = new ArrayList<>();
                for (int i = lists.offsets()[row]; i < lists.offsets()[row + 1]; i++) {
                    elements.add(element(type, lists.elements(), i));
                }
                yield elements;
            }
            case Column.Structs structs -> {
                List<Field> fields = ((Type.Struct) type).fields();
                Map<String, @Nullable Object> values = new LinkedHashMap<>();
                for (int f = 0; f < fields.size(); f++) {
                    Field field = fields.get(f);
                    values.put(
                            field.name(), value(field.type(), structs.fields().get(f), row));
                }
                yield values;
            }
        };
    }

    private static @Nullable Object element(Type type, Column elements, int row) {
        if (type instanceof Type.MapOf map) {
            List<Column> parts = ((Column.Structs) elements).fields();
            Object key = value(map.key().type(), parts.get(0), row);
            return new AbstractMap.SimpleImmutableEntry<@Nullable Object, @Nullable Object>(
                    key, value(map.value().type(), parts.get(1), row));
        }
        return value(((Type.ListOf) type).element().type(), elements, row);
    }

    private static Object ofInt(Type type, int value) {
        if (type instanceof Type.Bool) {
            return value != 0;
        }
        if (type instanceof Type.Floating) {
            return Float.intBitsToFloat(value);
        }
        boolean unsigned = type instanceof Type.Int number && !number.signed();
        return unsigned ? Integer.toUnsignedLong(value) : (long) value;
    }

    private static Object ofLong(Type type, long value) {
        if (type instanceof Type.Floating) {
            return Double.longBitsToDouble(value);
        }
        if (type instanceof Type.Decimal decimal) {
            return BigDecimal.valueOf(value, decimal.scale());
        }
        boolean unsigned = type instanceof Type.Int number && !number.signed();
        return unsigned ? new BigInteger(Long.toUnsignedString(value)) : (Object) value;
    }

    private static Object ofWide(Type type, long high, long low) {
        if (type instanceof Type.Decimal decimal) {
            BigInteger upper = BigInteger.valueOf(high).shiftLeft(64);
            return new BigDecimal(upper.add(new BigInteger(Long.toUnsignedString(low))), decimal.scale());
        }
        return new UUID(high, low);
    }

    private static Object ofBytes(Type type, Column.Bytes bytes, int row) {
        int start = bytes.starts()[row];
        int length = bytes.lengths()[row];
        return type instanceof Type.Bytes
                ? "\\x" + HexFormat.of().formatHex(bytes.data(), start, start + length)
                : new String(bytes.data(), start, length, StandardCharsets.UTF_8);
    }
}
