package dev.slipway.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Values of every type, the extreme ones far more often than chance would have them. */
final class RandomValues {
    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);
    private static final String[] TEXTS = {
        "", " ", "\0", "a", "NULL", "null", "é", "日本語", "🛳️", "\uffff", "\uDBFF\uDFFF", "\r\n\t\"'\\,;{}", "ÿÿÿÿÿÿÿÿ"
    };
    private static final String[] JSONS = {
        "null", "{}", "[]", "\"\"", "1.0", "1.00", "{\"b\": 1,  \"a\": [null, true], \"b\": 2}", "-0", "\"\\u0000 é\""
    };
    private static final double[] DOUBLES = {
        0.0,
        -0.0,
        1,
        -1,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.MIN_NORMAL,
        Math.PI
    };
    private static final float[] FLOATS = {
        0.0f,
        -0.0f,
        1,
        -1,
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Float.MIN_NORMAL,
        0.1f
    };

    private final RandomGenerator random;
    private final RandomTables.Limits limits;

    RandomValues(RandomGenerator random, RandomTables.Limits limits) {
        this.random = random;
        this.limits = limits;
    }

    /** A column of values with a share of nulls, and sometimes of few distinct values or of equal neighbours. */
    List<@Nullable Object> column(Field field, int count) {
        int nullsInTen = field.nullable() ? new int[] {0, 1, 5, 9, 10}[random.nextInt(5)] : 0;
        int fresh = new int[] {1, 4, 64}[random.nextInt(3)];
        List<Object> seen = new ArrayList<>();
        List<@Nullable Object> column = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            if (random.nextInt(10) < nullsInTen) {
                column.add(null);
            } else if (seen.isEmpty() || seen.size() < 1000 && random.nextInt(64) < fresh) {
                seen.add(value(field.type()));
                column.add(seen.getLast());
            } else {
                column.add(seen.get(random.nextInt(seen.size())));
            }
        }
        return column;
    }

    /** A type whose values can be told apart by any reader, as the keys of a map must be. */
    Type keyType() {
        List<Type> types = List.of(
                new Type.Text(),
                new Type.Int(32, true),
                new Type.Int(64, true),
                new Type.Uuid(),
                new Type.Date(),
                new Type.Decimal(20, 3));
        return types.get(random.nextInt(types.size()));
    }

    private @Nullable Object value(Field field) {
        return field.nullable() && random.nextInt(4) == 0 ? null : value(field.type());
    }

    Object value(Type type) {
        return switch (type) {
            case Type.Bool b -> random.nextBoolean();
            case Type.Int number -> integer(number);
            case Type.Floating f -> f.bits() == 32 ? (Object) real32() : (Object) real64();
            case Type.Decimal decimal -> decimal(decimal);
            case Type.Text t -> text();
            case Type.Json j ->
                random.nextBoolean() ? JSONS[random.nextInt(JSONS.length)] : "[" + random.nextLong() + "]";
            case Type.Bytes b -> bytes();
            case Type.Uuid u ->
                random.nextInt(8) == 0 ? new UUID(-1L, random.nextInt(3) - 1) : new UUID(random.nextLong(), edge());
            case Type.Date d -> (long) (int) edge();
            case Type.Time time -> time(time.unit());
            case Type.Timestamp timestamp ->
                // What readers that count in microseconds can hold; DuckDB's first day is 290309-12-22 BC.
                switch (timestamp.unit()) {
                    case MILLIS -> Math.max(edge() / 1000, -9_223_372_022_400_000L);
                    case MICROS -> Math.max(edge(), -9_223_372_022_400_000_000L);
                    case NANOS -> edge();
                };
            case Type.ListOf list -> list(list);
            case Type.MapOf map -> map(map);
            case Type.Struct struct -> struct(struct);
        };
    }

    /** Any 64 bits, but often a border of some width, and often small. */
    private long edge() {
        return switch (random.nextInt(6)) {
            case 0 -> (1L << random.nextInt(64)) - random.nextInt(3);
            case 1 -> -(1L << random.nextInt(64)) + random.nextInt(3) - 1;
            case 2, 3 -> random.nextInt(-300, 300);
            default -> random.nextLong() >> random.nextInt(64);
        };
    }

    private Object integer(Type.Int type) {
        long edge = edge();
        if (type.bits() == 64) {
            BigInteger number = BigInteger.valueOf(edge);
            return type.signed() ? (Object) edge : number.signum() < 0 ? number.add(TWO_TO_64) : number;
        }
        long low = edge & (1L << type.bits()) - 1;
        boolean negative = type.signed() && (low >>> type.bits() - 1) == 1;
        return negative ? low - (1L << type.bits()) : low;
    }

    private Float real32() {
        return switch (random.nextInt(3)) {
            case 0 -> FLOATS[random.nextInt(FLOATS.length)];
            case 1 -> Float.intBitsToFloat(random.nextInt());
            default -> random.nextInt(1000) / 8f;
        };
    }

    private Double real64() {
        return switch (random.nextInt(3)) {
            case 0 -> DOUBLES[random.nextInt(DOUBLES.length)];
            case 1 -> Double.longBitsToDouble(random.nextLong());
            default -> random.nextInt(1000) / 8d;
        };
    }

    private BigDecimal decimal(Type.Decimal type) {
        BigInteger bound = BigInteger.TEN.pow(type.precision());
        BigInteger unscaled =
                switch (random.nextInt(4)) {
                    case 0 -> bound.subtract(BigInteger.ONE);
                    case 1 -> BigInteger.valueOf(random.nextInt(10));
                    case 2 -> BigInteger.valueOf(edge()).mod(bound);
                    default ->
                        new BigInteger(1, octets(16)).mod(BigInteger.TEN.pow(1 + random.nextInt(type.precision())));
                };
        return new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), type.scale());
    }

    private long time(Type.Unit unit) {
        long day = 86_400_000L
                * switch (unit) {
                    case MILLIS -> 1;
                    case MICROS -> 1_000;
                    case NANOS -> 1_000_000;
                };
        return switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> day - 1;
            default -> random.nextLong(day);
        };
    }

    private String text() {
        if (random.nextInt(3) == 0) {
            return TEXTS[random.nextInt(TEXTS.length)];
        }
        int room = length();
        StringBuilder text = new StringBuilder();
        int kind = random.nextInt(3);
        while (text.length() < room) {
            text.appendCodePoint(
                    switch (kind) {
                        case 0 -> random.nextInt(32, 127);
                        case 1 -> random.nextInt(0x80, 0x800);
                        default -> random.nextInt(0x10000, 0x110000);
                    });
        }
        return text.toString();
    }

    private int length() {
        return random.nextInt(random.nextInt(50) == 0 ? limits.bytesMax() * 20 + 1 : limits.bytesMax() + 1);
    }

    private byte[] octets(int count) {
        byte[] octets = new byte[count];
        random.nextBytes(octets);
        return octets;
    }

    private String bytes() {
        byte[] octets = octets(length());
        if (random.nextInt(4) == 0) {
            Arrays.fill(octets, (byte) -random.nextInt(2));
        }
        return "\\x" + HexFormat.of().formatHex(octets);
    }

    private List<@Nullable Object> list(Type.ListOf type) {
        List<@Nullable Object> list = new ArrayList<>();
        LongStream.range(0, random.nextInt(limits.elementsMax() + 1)).forEach(i -> list.add(value(type.element())));
        return list;
    }

    private List<Map.Entry<Object, @Nullable Object>> map(Type.MapOf type) {
        Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
        LongStream.range(0, random.nextInt(limits.elementsMax() + 1))
                .forEach(i -> entries.put(value(type.key().type()), value(type.value())));
        return entries.entrySet().stream().map(Rows::entry).toList();
    }

    private Map<String, @Nullable Object> struct(Type.Struct type) {
        Map<String, @Nullable Object> struct = new LinkedHashMap<>();
        type.fields().forEach(field -> struct.put(field.name(), value(field)));
        return struct;
    }
}
