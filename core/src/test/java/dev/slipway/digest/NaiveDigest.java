package dev.slipway.digest;

import dev.slipway.data.Field;
import dev.slipway.data.Schema;
import dev.slipway.data.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The definition of the digest once more, written to be read: a row at a time, a value at a time, over the Java values that
 * {@link dev.slipway.data.Rows} describes. Shares no code with {@link Digester}, which must agree with it.
 */
public final class NaiveDigest {
    private static final long K1 = 0x9E3779B97F4A7C15L;
    private static final long K2 = 0xD6E8FEB86659FD93L;
    private static final long K3 = 0xA0761D6478BD642FL;
    private static final long K4 = 0xE7037ED1A0B428DBL;
    private static final BigInteger MASK_128 = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);
    private static final BigInteger MASK_64 = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    private static final Pair NOTHING = new Pair(0, 0);

    private NaiveDigest() {}

    /** Two accumulators, or two seeds, or the two halves of a hash. */
    private record Pair(long a, long b) {
        Pair plus(Pair other) {
            return new Pair(a + other.a, b + other.b);
        }
    }

    /** The digest of rows of {@code schema}. */
    public static Digest of(Schema schema, Iterable<? extends List<? extends @Nullable Object>> rows) {
        BigInteger sum = BigInteger.ZERO;
        long count = 0;
        for (List<? extends @Nullable Object> row : rows) {
            sum = sum.add(row(schema.fields(), row)).and(MASK_128);
            count++;
        }
        return new Digest(count, sum.shiftRight(64).longValue(), sum.longValue());
    }

    private static BigInteger row(List<Field> fields, List<? extends @Nullable Object> row) {
        Pair all = NOTHING;
        for (int f = 0; f < fields.size(); f++) {
            Field field = fields.get(f);
            all = all.plus(value(field.type(), child(new Pair(K1, K2), field.name()), row.get(f)));
        }
        long high = all.a + split(all.b + K1);
        long low = all.b ^ murmur(high + K2);
        high += split(low + K3);
        return unsigned(high).shiftLeft(64).or(unsigned(low));
    }

    private static BigInteger unsigned(long value) {
        return BigInteger.valueOf(value).and(MASK_64);
    }

    /** What a value adds to the row, list or struct that it stands in: nothing when it is null. */
    private static Pair value(Type type, Pair path, @Nullable Object value) {
        if (value == null) {
            return NOTHING;
        }
        Pair seed = tagged(path, tag(type));
        return switch (type) {
            case Type.Bool b -> word(seed, Boolean.TRUE.equals(value) ? 1 : 0);
            case Type.Int i -> integer(path, type, value);
            case Type.Floating f -> word(seed, Double.doubleToLongBits(((Number) value).doubleValue()));
            case Type.Decimal d -> number(seed, ((BigDecimal) value).unscaledValue());
            case Type.Text t -> bytes(seed, ((String) value).getBytes(StandardCharsets.UTF_8));
            case Type.Json j -> bytes(seed, ((String) value).getBytes(StandardCharsets.UTF_8));
            case Type.Bytes b -> bytes(seed, HexFormat.of().parseHex(((String) value).substring(2)));
            case Type.Uuid u ->
                twoWords(seed, ((UUID) value).getMostSignificantBits(), ((UUID) value).getLeastSignificantBits());
            case Type.Date d -> word(seed, (Long) value);
            case Type.Time t -> word(seed, (Long) value);
            case Type.Timestamp t -> word(seed, (Long) value);
            case Type.ListOf l -> list(l, path, seed, (List<?>) value);
            case Type.MapOf m -> map(m, path, seed, (List<?>) value);
            case Type.Struct s -> struct(s, path, seed, (Map<?, ?>) value);
        };
    }

    private static long tag(Type type) {
        return switch (type) {
            case Type.Bool b -> 1;
            case Type.Int i -> 2;
            case Type.Floating f -> 3;
            case Type.Decimal d -> 4 + 256L * d.scale();
            case Type.Text t -> 5;
            case Type.Json j -> 5;
            case Type.Bytes b -> 6;
            case Type.Uuid u -> 7;
            case Type.Date d -> 8;
            case Type.Time t -> 9 + 256L * unit(t.unit());
            case Type.Timestamp t -> 10 + 256L * unit(t.unit()) + (t.utc() ? 65536 : 0);
            case Type.ListOf l -> 11;
            case Type.MapOf m -> 12;
            case Type.Struct s -> 13;
        };
    }

    private static long unit(Type.Unit unit) {
        return List.of(Type.Unit.MILLIS, Type.Unit.MICROS, Type.Unit.NANOS).indexOf(unit) + 1L;
    }

    private static Pair integer(Pair path, Type type, Object value) {
        BigInteger number = value instanceof BigInteger big ? big : BigInteger.valueOf((Long) value);
        boolean beyondSigned = number.bitLength() > 63;
        return word(tagged(beyondSigned ? child(path, "above the signed range") : path, tag(type)), number.longValue());
    }

    private static Pair number(Pair seed, BigInteger number) {
        return number.bitLength() < 64
                ? word(seed, number.longValue())
                : twoWords(seed, number.shiftRight(64).longValue(), number.longValue());
    }

    private static Pair word(Pair seed, long word) {
        long shared = word ^ seed.a;
        shared = (shared ^ shared >>> 30) * 0xBF58476D1CE4E5B9L;
        long other = shared + seed.b;
        long a = (shared ^ shared >>> 27) * 0x94D049BB133111EBL;
        long b = (other ^ other >>> 33) * 0xC4CEB9FE1A85EC53L;
        return new Pair(a ^ a >>> 31, b ^ b >>> 33);
    }

    private static Pair twoWords(Pair seed, long high, long low) {
        return new Pair(split(split(high ^ seed.a) + low), murmur(murmur(low ^ seed.b) + high));
    }

    private static Pair list(Type.ListOf type, Pair path, Pair seed, List<?> elements) {
        Pair state = new Pair(seed.a + elements.size() * K1, seed.b ^ elements.size() * K2);
        for (Object element : elements) {
            state = step(state, value(type.element().type(), child(path, "element"), element));
        }
        return new Pair(split(state.a), murmur(state.b));
    }

    private static Pair map(Type.MapOf type, Pair path, Pair seed, List<?> entries) {
        Pair state = new Pair(seed.a + entries.size() * K1, seed.b ^ entries.size() * K2);
        for (Object each : entries) {
            Map.Entry<?, ?> entry = (Map.Entry<?, ?>) each;
            Pair key = value(type.key().type(), child(path, "key"), entry.getKey());
            Pair mapped = value(type.value().type(), child(path, "value"), entry.getValue());
            state = step(state, group(seed, key.plus(mapped)));
        }
        return new Pair(split(state.a), murmur(state.b));
    }

    private static Pair struct(Type.Struct type, Pair path, Pair seed, Map<?, ?> values) {
        Pair all = NOTHING;
        for (Field field : type.fields()) {
            all = all.plus(value(field.type(), child(path, field.name()), values.get(field.name())));
        }
        return group(seed, all);
    }

    private static Pair group(Pair seed, Pair all) {
        Pair state = step(seed, all);
        return new Pair(split(state.a), murmur(state.b));
    }

    private static Pair child(Pair path, String name) {
        return bytes(path, name.getBytes(StandardCharsets.UTF_8));
    }

    private static Pair tagged(Pair path, long tag) {
        return new Pair(split(path.a + tag * K3), murmur(path.b + tag * K4));
    }

    /** 16 bytes a step; the last step takes the last 16 bytes, whatever the steps before have taken of them. */
    private static Pair bytes(Pair seed, byte[] data) {
        Pair state = new Pair(seed.a + data.length * K1, seed.b ^ data.length * K2);
        for (int at = 0; at + 16 < data.length; at += 16) {
            state = product(state, new Pair(little(data, at, 8), little(data, at + 8, 8)));
        }
        state = product(state, tail(data));
        long a = state.a + K3 * state.b;
        return new Pair(split(a), murmur(state.b ^ Long.rotateLeft(a, 29)));
    }

    private static Pair product(Pair state, Pair in) {
        BigInteger product = unsigned(in.a ^ state.a).multiply(unsigned(in.b ^ state.b));
        return new Pair(product.longValue() + in.b, product.shiftRight(64).longValue() + in.a);
    }

    private static Pair tail(byte[] data) {
        int n = data.length;
        if (n >= 16) {
            return new Pair(little(data, n - 16, 8), little(data, n - 8, 8));
        } else if (n >= 8) {
            return new Pair(little(data, 0, 8), little(data, n - 8, 8));
        } else if (n >= 4) {
            return new Pair(little(data, 0, 4), little(data, n - 4, 4));
        } else if (n > 0) {
            return new Pair(little(data, 0, 1), little(data, n / 2, 1) + 256 * little(data, n - 1, 1));
        }
        return NOTHING;
    }

    private static long little(byte[] data, int at, int width) {
        byte[] wide = Arrays.copyOf(Arrays.copyOfRange(data, at, at + width), 8);
        return ByteBuffer.wrap(wide).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    private static Pair step(Pair state, Pair in) {
        return new Pair(
                fold(in.a ^ state.a, in.b ^ K3) + in.b, // the addition keeps something where the product is zero
                fold(in.b ^ state.b, in.a ^ K4) + in.a);
    }

    /** The two halves of the 128-bit product, one upon the other. */
    private static long fold(long x, long y) {
        BigInteger product = unsigned(x).multiply(unsigned(y));
        return product.longValue() ^ product.shiftRight(64).longValue();
    }

    private static long split(long value) {
        long x = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        x = (x ^ x >>> 27) * 0x94D049BB133111EBL;
        return x ^ x >>> 31;
    }

    private static long murmur(long value) {
        long x = (value ^ value >>> 33) * 0xFF51AFD7ED558CCDL;
        x = (x ^ x >>> 33) * 0xC4CEB9FE1A85EC53L;
        return x ^ x >>> 33;
    }
}
