package dev.slipway.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns values into a column of the carrier of their type; what the carrier leaves open is decided below. */
abstract class ColumnLayout {
    /** An array index beyond {@code rows} of no meaning, and slots of no value, may hold what this returns. */
    abstract long filler();

    /** How many slots the arrays for {@code rows} rows have. */
    abstract int capacity(int rows);

    abstract Validity validity(List<@Nullable Object> values);

    abstract Column.Bytes bytes(List<byte @Nullable []> values, Validity validity);

    /** What a field of {@code type} holds in a row where its struct is null. */
    abstract @Nullable Object underNull(Type type);

    /** A bit pattern of this NaN; any other number as it is. */
    abstract long bits(double value);

    /** A bit pattern of this NaN; any other number as it is. */
    abstract int bits(float value);

    final Column column(Type type, List<@Nullable Object> values) {
        return switch (type) {
            case Type.Bool b -> ints(type, values);
            case Type.Int i -> i.bits() == 64 ? longs(type, values) : ints(type, values);
            case Type.Floating f -> f.bits() == 64 ? longs(type, values) : ints(type, values);
            case Type.Decimal d -> d.fitsLong() ? longs(type, values) : wides(values);
            case Type.Text t -> bytes(octets(type, values), validity(values));
            case Type.Bytes b -> bytes(octets(type, values), validity(values));
            case Type.Uuid u -> wides(values);
            case Type.Json j -> bytes(octets(type, values), validity(values));
            case Type.Date d -> ints(type, values);
            case Type.Time t -> longs(type, values);
            case Type.Timestamp t -> longs(type, values);
            case Type.ListOf l -> lists(l, values);
            case Type.MapOf m -> maps(m, values);
            case Type.Struct s -> structs(s, values);
        };
    }

    private Column ints(Type type, List<@Nullable Object> values) {
        int[] ints = new int[capacity(values.size())];
        for (int i = 0; i < ints.length; i++) {
            Object value = i < values.size() ? values.get(i) : null;
            ints[i] = switch (value) {
                case null -> (int) filler();
                case Boolean truth -> truth ? 1 : 0;
                case Float real -> bits(real);
                case Long number -> number.intValue();
                default -> throw new IllegalArgumentException(value + " is no " + type);
            };
        }
        return new Column.Ints(ints, validity(values));
    }

    private Column longs(Type type, List<@Nullable Object> values) {
        long[] longs = new long[capacity(values.size())];
        for (int i = 0; i < longs.length; i++) {
            Object value = i < values.size() ? values.get(i) : null;
            longs[i] = switch (value) {
                case null -> filler();
                case Double real -> bits(real);
                case Long number -> number;
                case BigInteger number -> number.longValue();
                case BigDecimal number -> number.unscaledValue().longValueExact();
                default -> throw new IllegalArgumentException(value + " is no " + type);
            };
        }
        return new Column.Longs(longs, validity(values));
    }

    private Column wides(List<@Nullable Object> values) {
        long[] high = new long[capacity(values.size())];
        long[] low = new long[high.length];
        for (int i = 0; i < high.length; i++) {
            Object value = i < values.size() ? values.get(i) : null;
            if (value instanceof UUID uuid) {
                high[i] = uuid.getMostSignificantBits();
                low[i] = uuid.getLeastSignificantBits();
            } else if (value instanceof BigDecimal number) {
                high[i] = number.unscaledValue().shiftRight(64).longValueExact();
                low[i] = number.unscaledValue().longValue();
            } else {
                high[i] = filler();
                low[i] = filler();
            }
        }
        return new Column.Wides(high, low, validity(values));
    }

    private static List<byte @Nullable []> octets(Type type, List<@Nullable Object> values) {
        List<byte @Nullable []> octets = new ArrayList<>();
        for (Object value : values) {
            String text = (String) value;
            if (text == null) {
                octets.add(null);
            } else if (type instanceof Type.Bytes) {
                octets.add(HexFormat.of().parseHex(text.substring(2)));
            } else {
                octets.add(text.getBytes(StandardCharsets.UTF_8));
            }
        }
        return octets;
    }

    private Column lists(Type.ListOf type, List<@Nullable Object> values) {
        List<@Nullable Object> elements = new ArrayList<>();
        int[] offsets = offsets(values, elements);
        return new Column.Lists(offsets, column(type.element().type(), elements), validity(values));
    }

    private Column maps(Type.MapOf type, List<@Nullable Object> values) {
        List<@Nullable Object> entries = new ArrayList<>();
        int[] offsets = offsets(values, entries);
        List<@Nullable Object> keys = new ArrayList<>();
        List<@Nullable Object> mapped = new ArrayList<>();
        for (Object entry : entries) {
            keys.add(((Map.Entry<?, ?>) entry).getKey());
            mapped.add(((Map.Entry<?, ?>) entry).getValue());
        }
        Column.Structs both = new Column.Structs(
                List.of(column(type.key().type(), keys), column(type.value().type(), mapped)), Validity.ALL);
        return new Column.Lists(offsets, both, validity(values));
    }

    private int[] offsets(List<@Nullable Object> values, List<@Nullable Object> elements) {
        int[] offsets = new int[capacity(values.size()) + 1];
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) instanceof List<?> list) {
                elements.addAll(list);
            }
            offsets[i + 1] = elements.size();
        }
        for (int i = values.size() + 1; i < offsets.length; i++) {
            offsets[i] = (int) filler();
        }
        return offsets;
    }

    private Column structs(Type.Struct type, List<@Nullable Object> values) {
        List<Column> fields = new ArrayList<>();
        for (Field field : type.fields()) {
            List<@Nullable Object> inner = new ArrayList<>();
            for (Object value : values) {
                inner.add(value instanceof Map<?, ?> map ? map.get(field.name()) : underNull(field.type()));
            }
            fields.add(column(field.type(), inner));
        }
        return new Column.Structs(fields, validity(values));
    }
}
