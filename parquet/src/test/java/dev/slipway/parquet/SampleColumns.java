package dev.slipway.parquet;

import dev.slipway.data.Column;
import dev.slipway.data.Field;
import dev.slipway.data.Type;
import dev.slipway.data.Validity;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes columns whose values vary in spread, order and number of nulls, within what every reader can show. */
final class SampleColumns {
    private static final long SECONDS_MIN = -62_135_596_800L;
    private static final long SECONDS_MAX = 253_402_300_799L;
    private static final String[] CHARACTERS = {
        "a", "b", "Z", "0", " ", "'", "\"", ",", "\n", "ß", "€", "\u07ff", "\ud83d\ude00"
    };

    private final Random random;

    SampleColumns(Random random) {
        this.random = random;
    }

    Column column(Field field, int rows) {
        Validity validity = field.nullable() ? validity(rows) : Validity.ALL;
        return switch (field.type()) {
            case Type.Bool type -> ints(rows, validity, 0, 1);
            case Type.Int type -> whole(type, rows, validity);
            case Type.Floating type -> floating(type, rows, validity);
            case Type.Decimal type -> decimal(type, rows, validity);
            case Type.Text type -> bytes(rows, validity, Kind.TEXT);
            case Type.Bytes type -> bytes(rows, validity, Kind.BYTES);
            case Type.Json type -> bytes(rows, validity, Kind.JSON);
            case Type.Uuid type -> wides(rows, validity, null);
            case Type.Date type -> ints(rows, validity, SECONDS_MIN / 86_400, SECONDS_MAX / 86_400);
            case Type.Time type -> longs(rows, validity, 0, 86_400L * perSecond(type.unit()) - 1);
            case Type.Timestamp type -> timestamps(type, rows, validity);
            case Type.ListOf type -> lists(rows, validity, type.element());
            case Type.MapOf type -> maps(rows, validity, type);
            case Type.Struct type -> structs(rows, validity, type.fields());
        };
    }

    private static long perSecond(Type.Unit unit) {
        return switch (unit) {
            case MILLIS -> 1_000L;
            case MICROS -> 1_000_000L;
            case NANOS -> 1_000_000_000L;
        };
    }

    private Validity validity(int rows) {
        int kind = random.nextInt(6);
        long[] words = new long[Validity.words(rows)];
        int nulls = 0;
        for (int i = 0; i < rows; i++) {
            boolean present =
                    switch (kind) {
                        case 0 -> true;
                        case 1 -> false;
                        case 2 -> random.nextInt(100) != 0;
                        case 3 -> (i / 97 & 1) == 0;
                        default -> random.nextBoolean();
                    };
            if (present) {
                words[i >>> 6] |= 1L << i;
            } else {
                nulls++;
            }
        }
        return new Validity(words, nulls);
    }

    /** A number of {@code [min, max]}: of a few, of an ascending series, or of all. */
    private long[] numbers(int rows, long min, long max) {
        long[] values = new long[rows];
        int kind = random.nextInt(4);
        BigInteger span =
                BigInteger.valueOf(max).subtract(BigInteger.valueOf(min)).add(BigInteger.ONE);
        long few = 1L + random.nextInt(20);
        long start = any(min, span);
        for (int i = 0; i < rows; i++) {
            long from = start + i * 3L;
            values[i] = switch (kind) {
                case 0 ->
                    min + Math.floorMod(random.nextInt() & 0xFFFF, Math.min(few, max - min < 0 ? few : max - min + 1));
                case 1 -> from >= start && from <= max ? from : start;
                case 2 -> random.nextInt(10) == 0 ? (random.nextBoolean() ? min : max) : any(min, span);
                default -> any(min, span);
            };
        }
        return values;
    }

    private long any(long min, BigInteger span) {
        return BigInteger.valueOf(min).add(new BigInteger(72, random).mod(span)).longValue();
    }

    private Column.Ints ints(int rows, Validity validity, long min, long max) {
        long[] wide = numbers(rows, min, max);
        int[] values = new int[rows + 3];
        for (int i = 0; i < rows; i++) {
            values[i] = (int) wide[i];
        }
        return new Column.Ints(values, validity);
    }

    private Column.Longs longs(int rows, Validity validity, long min, long max) {
        return new Column.Longs(Arrays.copyOf(numbers(rows, min, max), rows + 3), validity);
    }

    private Column whole(Type.Int type, int rows, Validity validity) {
        if (type.bits() == 64) {
            return longs(rows, validity, Long.MIN_VALUE, Long.MAX_VALUE);
        }
        long top = 1L << type.bits() - 1;
        return type.signed() ? ints(rows, validity, -top, top - 1) : ints(rows, validity, 0, 2 * top - 1);
    }

    private Column floating(Type.Floating type, int rows, Validity validity) {
        double[] special = {0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1.5, -2.25};
        boolean calm = random.nextBoolean();
        int[] small = new int[rows];
        long[] large = new long[rows];
        for (int i = 0; i < rows; i++) {
            boolean odd = !calm && random.nextInt(4) == 0;
            double value = odd ? special[random.nextInt(special.length)] : random.nextGaussian() * 1e6;
            small[i] = Float.floatToRawIntBits((float) value);
            large[i] = Double.doubleToRawLongBits(value);
        }
        return type.bits() == 32 ? new Column.Ints(small, validity) : new Column.Longs(large, validity);
    }

    private Column decimal(Type.Decimal type, int rows, Validity validity) {
        BigInteger max = BigInteger.TEN.pow(type.precision()).subtract(BigInteger.ONE);
        return type.fitsLong() ? longs(rows, validity, -max.longValue(), max.longValue()) : wides(rows, validity, max);
    }

    /** Any 128 bits, or numbers of {@code [-max, max]}. */
    private Column.Wides wides(int rows, Validity validity, @Nullable BigInteger max) {
        long[] high = new long[rows];
        long[] low = new long[rows];
        int few = random.nextBoolean() ? 10 : Integer.MAX_VALUE;
        for (int i = 0; i < rows; i++) {
            if (i >= few) {
                int other = random.nextInt(few);
                high[i] = high[other];
                low[i] = low[other];
                continue;
            }
            BigInteger value = new BigInteger(128, random);
            if (max != null) {
                value = value.mod(max.add(BigInteger.ONE)).shiftRight(random.nextInt(100));
                value = random.nextBoolean() ? value.negate() : value;
                value = random.nextInt(50) == 0 ? max.negate() : value;
            }
            high[i] = value.shiftRight(64).longValue();
            low[i] = value.longValue();
        }
        return new Column.Wides(high, low, validity);
    }

    private Column timestamps(Type.Timestamp type, int rows, Validity validity) {
        if (type.unit() == Type.Unit.NANOS) {
            // 64 bits of nanoseconds reach from 1677 to 2262.
            return longs(rows, validity, -9_000_000_000L * 1_000_000_000L, 9_000_000_000L * 1_000_000_000L);
        }
        long unit = perSecond(type.unit());
        return longs(rows, validity, SECONDS_MIN * unit, SECONDS_MAX * unit);
    }

    private enum Kind {
        TEXT,
        BYTES,
        JSON
    }

    /** Values with gaps between them. */
    private Column.Bytes bytes(int rows, Validity validity, Kind kind) {
        int lengthMax = random.nextInt(3) == 0 ? 200 : 12;
        int distinct = random.nextBoolean() ? 10 : Integer.MAX_VALUE;
        List<byte[]> seen = new ArrayList<>();
        byte[] data = new byte[64];
        int end = 0;
        int[] starts = new int[rows];
        int[] lengths = new int[rows];
        for (int i = 0; i < rows; i++) {
            if (validity.isNull(i)) {
                continue;
            }
            byte[] value = seen.size() < distinct ? value(kind, lengthMax) : seen.get(random.nextInt(distinct));
            if (seen.size() < distinct && distinct != Integer.MAX_VALUE) {
                seen.add(value);
            }
            end += random.nextInt(3);
            if (end + value.length > data.length) {
                data = Arrays.copyOf(data, (end + value.length) * 2);
            }
            System.arraycopy(value, 0, data, end, value.length);
            starts[i] = end;
            lengths[i] = value.length;
            end += value.length;
        }
        return new Column.Bytes(data, starts, lengths, validity);
    }

    private byte[] value(Kind kind, int lengthMax) {
        int length = random.nextInt(lengthMax);
        if (kind == Kind.BYTES) {
            byte[] value = new byte[length];
            random.nextBytes(value);
            if (random.nextInt(4) == 0) {
                Arrays.fill(value, (byte) -1);
            }
            return value;
        }
        if (kind == Kind.JSON) {
            return ("{\"a\":[" + random.nextInt(1000) + ",null]}").getBytes(StandardCharsets.UTF_8);
        }
        StringBuilder text = new StringBuilder(random.nextInt(3) == 0 ? "https://example.org/" : "");
        for (int i = 0; i < length; i++) {
            text.append(CHARACTERS[random.nextInt(CHARACTERS.length)]);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private int[] offsets(int rows, Validity validity) {
        int[] offsets = new int[rows + 1];
        int long_ = random.nextInt(20) == 0 ? 200 : 4;
        for (int i = 0; i < rows; i++) {
            offsets[i + 1] = offsets[i] + (validity.isNull(i) ? 0 : random.nextInt(long_));
        }
        return offsets;
    }

    private Column lists(int rows, Validity validity, Field element) {
        int[] offsets = offsets(rows, validity);
        return new Column.Lists(offsets, column(element, offsets[rows]), validity);
    }

    private Column maps(int rows, Validity validity, Type.MapOf type) {
        int[] offsets = offsets(rows, validity);
        int n = offsets[rows];
        // Numbered keys are unique within a map.
        Column keys;
        if (type.key().type() instanceof Type.Int) {
            int[] numbers = new int[n];
            for (int i = 0; i < n; i++) {
                numbers[i] = i;
            }
            keys = new Column.Ints(numbers, Validity.ALL);
        } else {
            byte[] data = new byte[n * 8];
            int[] starts = new int[n];
            int[] lengths = new int[n];
            for (int i = 0; i < n; i++) {
                byte[] key = ("k" + i).getBytes(StandardCharsets.UTF_8);
                System.arraycopy(key, 0, data, i * 8, key.length);
                starts[i] = i * 8;
                lengths[i] = key.length;
            }
            keys = new Column.Bytes(data, starts, lengths, Validity.ALL);
        }
        Column entries = new Column.Structs(List.of(keys, column(type.value(), n)), Validity.ALL);
        return new Column.Lists(offsets, entries, validity);
    }

    private Column structs(int rows, Validity validity, List<Field> fields) {
        List<Column> columns = new ArrayList<>();
        for (Field field : fields) {
            columns.add(column(field, rows));
        }
        return new Column.Structs(columns, validity);
    }
}
