package dev.slipway.duckdb;

import dev.slipway.data.Field;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tables of random types and values, extreme ones more often than chance would have it. */
final class RandomTable {
    private static final int DEPTH_MAX = 3;

    private final SplittableRandom random;

    RandomTable(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Every type without parts that DuckDB can write. */
    static List<Type> simpleTypes() {
        return List.of(
                new Type.Bool(),
                new Type.Int(8, true),
                new Type.Int(16, true),
                new Type.Int(32, true),
                new Type.Int(64, true),
                new Type.Int(8, false),
                new Type.Int(16, false),
                new Type.Int(32, false),
                new Type.Int(64, false),
                new Type.Floating(32),
                new Type.Floating(64),
                new Type.Decimal(4, 2),
                new Type.Decimal(9, 0),
                new Type.Decimal(18, 18),
                new Type.Decimal(19, 5),
                new Type.Decimal(38, 10),
                new Type.Text(),
                new Type.Json(),
                new Type.Bytes(),
                new Type.Uuid(),
                new Type.Date(),
                new Type.Time(Type.Unit.MICROS),
                new Type.Time(Type.Unit.NANOS),
                new Type.Timestamp(Type.Unit.MILLIS, false),
                new Type.Timestamp(Type.Unit.MICROS, false),
                new Type.Timestamp(Type.Unit.MICROS, true),
                new Type.Timestamp(Type.Unit.NANOS, false));
    }

    /** Rows of one column for each simple type, and some nested ones. */
    Rows rows(int count) {
        List<Field> fields = new ArrayList<>();
        for (Type type : simpleTypes()) {
            fields.add(Field.of("c " + fields.size(), type, true));
        }
        for (int i = 0; i < 5; i++) {
            fields.add(Field.of("nested \"" + i + '"', nested(DEPTH_MAX), true));
        }
        return rows(new Table("", "random", new Schema(fields)), count);
    }

    /** Rows of {@code table}; one column in four has no nulls, whatever its field says. */
    Rows rows(Table table, int count) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        int[] nullsOf = table.schema().fields().stream()
                .mapToInt(field -> random.nextInt(4) * 25)
                .toArray();
        for (int r = 0; r < count; r++) {
            List<@Nullable Object> row = new ArrayList<>();
            for (int c = 0; c < nullsOf.length; c++) {
                row.add(
                        random.nextInt(100) < nullsOf[c]
                                ? null
                                : value(table.schema().fields().get(c).type()));
            }
            rows.add(row);
        }
        return new Rows(table, rows);
    }

    private Type any(int depth) {
        return depth == 0 || random.nextInt(3) == 0
                ? simpleTypes().get(random.nextInt(simpleTypes().size()))
                : nested(depth);
    }

    private Type nested(int depth) {
        return switch (random.nextInt(3)) {
            case 0 -> new Type.ListOf(Field.of("element", any(depth - 1), true));
            case 1 -> new Type.MapOf(key(), Field.of("value", any(depth - 1), true));
            default -> {
                List<Field> fields = new ArrayList<>();
                for (int i = random.nextInt(3); i >= 0; i--) {
                    fields.add(Field.of("f " + i, any(depth - 1), true));
                }
                yield new Type.Struct(fields);
            }
        };
    }

    private Field key() {
        return Field.of("key", random.nextBoolean() ? new Type.Text() : new Type.Int(32, true), false);
    }

    private @Nullable Object valueOrNull(Type type) {
        return random.nextInt(5) == 0 ? null : value(type);
    }

    Object value(Type type) {
        return switch (type) {
            case Type.Bool b -> random.nextBoolean();
            case Type.Int i -> i.signed() ? bits() >> (64 - i.bits()) : bits() >>> (64 - i.bits());
            case Type.Floating f -> f.bits() == 64 ? bits() : (Object) (bits() >> 32);
            case Type.Decimal d -> decimal(d);
            case Type.Text t -> text();
            case Type.Json j -> "{\"a\": [" + random.nextInt() + ", null]}";
            case Type.Bytes b -> bytes();
            case Type.Uuid u -> new UUID(random.nextLong(), random.nextLong());
            case Type.Date d -> (long) random.nextInt(-700_000, 2_900_000);
            case Type.Time t -> random.nextLong(86_400L * perSecond(t.unit()));
            case Type.Timestamp t ->
                random.nextLong(-9_000_000_000L, 9_000_000_000L) * perSecond(t.unit())
                        + random.nextLong(perSecond(t.unit()));
            case Type.ListOf l -> elements(l.element().type());
            case Type.MapOf m -> entries(m);
            case Type.Struct s -> {
                List<@Nullable Object> fields = new ArrayList<>();
                s.fields().forEach(field -> fields.add(valueOrNull(field.type())));
                yield fields;
            }
        };
    }

    static long perSecond(Type.Unit unit) {
        return switch (unit) {
            case MILLIS -> 1_000;
            case MICROS -> 1_000_000;
            case NANOS -> 1_000_000_000;
        };
    }

    private long bits() {
        return switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> -1;
            case 2 -> Long.MIN_VALUE;
            case 3 -> Long.MAX_VALUE;
            default -> random.nextLong();
        };
    }

    private Object decimal(Type.Decimal type) {
        BigInteger limit = BigInteger.TEN.pow(type.precision()).subtract(BigInteger.ONE);
        BigInteger value =
                switch (random.nextInt(4)) {
                    case 0 -> limit;
                    case 1 -> limit.negate();
                    default -> BigInteger.valueOf(random.nextLong()).multiply(BigInteger.valueOf(random.nextLong()));
                };
        BigInteger fitting = value.remainder(limit.add(BigInteger.ONE));
        return type.fitsLong() ? (Object) fitting.longValue() : fitting;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4) * random.nextInt(12); i > 0; i--) {
            text.appendCodePoint("a'\"\\Zz09 ä€\0\n𝄞"
                    .codePoints()
                    .skip(random.nextInt(14))
                    .findFirst()
                    .orElse('x'));
        }
        return text.toString();
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(5) * random.nextInt(10)];
        random.nextBytes(bytes);
        return bytes;
    }

    private List<@Nullable Object> elements(Type type) {
        List<@Nullable Object> elements = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            elements.add(valueOrNull(type));
        }
        return elements;
    }

    private List<@Nullable Object> entries(Type.MapOf type) {
        Map<Object, List<@Nullable Object>> entries = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            Object key = value(type.key().type());
            List<@Nullable Object> entry = new ArrayList<>();
            entry.add(key);
            entry.add(valueOrNull(type.value().type()));
            entries.put(key, entry);
        }
        return new ArrayList<>(entries.values());
    }
}
