package dev.slipway.digest;

import dev.slipway.data.Column;
import dev.slipway.data.Field;
import dev.slipway.data.Type;
import dev.slipway.data.Validity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one field adds to the two accumulators of each row. One loop for each carrier, so that the compiler sees plain
 * arithmetic on arrays. A null adds nothing.
 */
abstract sealed class Contributions {
    /** Adds to {@code first[i]} and {@code second[i]} for each row i below {@code rows}. */
    abstract void add(Column column, int rows, long[] first, long[] second);

    static Contributions of(Field field, Seed place) {
        return of(field.type(), place.child(field.name()));
    }

    private static Contributions of(Type type, Seed path) {
        Seed seed = path.of(type);
        return switch (type) {
            case Type.Bool b -> new OfInts(seed, -1L, false);
            case Type.Int i ->
                i.bits() == 64
                        ? new OfLongs(
                                seed,
                                i.signed()
                                        ? seed
                                        : path.child("above the signed range").of(type))
                        : new OfInts(seed, i.signed() ? -1L : (1L << i.bits()) - 1, false);
            case Type.Floating f -> f.bits() == 64 ? new OfDoubles(seed) : new OfInts(seed, -1L, true);
            case Type.Decimal d -> d.fitsLong() ? new OfLongs(seed, seed) : new OfWides(seed, true);
            case Type.Text t -> new OfBytes(seed);
            case Type.Json j -> new OfBytes(seed);
            case Type.Bytes b -> new OfBytes(seed);
            case Type.Uuid u -> new OfWides(seed, false);
            case Type.Date d -> new OfInts(seed, -1L, false);
            case Type.Time t -> new OfLongs(seed, seed);
            case Type.Timestamp t -> new OfLongs(seed, seed);
            case Type.ListOf l -> new OfLists(seed, of(l.element().type(), path.child("element")));
            case Type.MapOf m ->
                new OfLists(
                        seed,
                        new OfStructs(
                                seed,
                                List.of(
                                        of(m.key().type(), path.child("key")),
                                        of(m.value().type(), path.child("value")))));
            case Type.Struct s -> {
                List<Contributions> fields = new ArrayList<>();
                s.fields().forEach(field -> fields.add(of(field, path)));
                yield new OfStructs(seed, fields);
            }
        };
    }

    /** All bits set where the row is present, none where it is null. */
    private static long mask(Validity validity, int row) {
        return -(validity.words()[row >>> 6] >>> row & 1);
    }

    private static final class OfInts extends Contributions {
        private final Seed seed;
        private final long widthMask;
        private final boolean floating;

        OfInts(Seed seed, long widthMask, boolean floating) {
            this.seed = seed;
            this.widthMask = widthMask;
            this.floating = floating;
        }

        @Override
        void add(Column column, int rows, long[] first, long[] second) {
            Column.Ints ints = (Column.Ints) column;
            int[] values = ints.values();
            if (floating) {
                addFloats(values, ints.validity(), rows, first, second);
                return;
            }
            long s1 = seed.first();
            long s2 = seed.second();
            long width = widthMask;
            if (!ints.validity().hasNulls()) {
                for (int i = 0; i < rows; i++) {
                    long mixed = Mix.spread(values[i] & width ^ s1);
                    first[i] += Mix.left(mixed);
                    second[i] += Mix.right(mixed + s2);
                }
                return;
            }
            for (int i = 0; i < rows; i++) {
                long present = mask(ints.validity(), i);
                long mixed = Mix.spread(values[i] & width ^ s1);
                first[i] += Mix.left(mixed) & present;
                second[i] += Mix.right(mixed + s2) & present;
            }
        }

        private void addFloats(int[] values, Validity validity, int rows, long[] first, long[] second) {
            for (int i = 0; i < rows; i++) {
                if (!validity.isNull(i)) {
                    long value = Double.doubleToLongBits(Float.intBitsToFloat(values[i]));
                    long mixed = Mix.spread(value ^ seed.first());
                    first[i] += Mix.left(mixed);
                    second[i] += Mix.right(mixed + seed.second());
                }
            }
        }
    }

    private static final class OfLongs extends Contributions {
        private final Seed seed;
        private final Seed negative;

        /** {@code negative} seeds what has its top bit set: another seed where that means a number of 2⁶³ or more. */
        OfLongs(Seed seed, Seed negative) {
            this.seed = seed;
            this.negative = negative;
        }

        @Override
        void add(Column column, int rows, long[] first, long[] second) {
            Column.Longs longs = (Column.Longs) column;
            long[] values = longs.values();
            long s1 = seed.first();
            long s2 = seed.second();
            long d1 = s1 ^ negative.first();
            long d2 = s2 ^ negative.second();
            if (!longs.validity().hasNulls()) {
                for (int i = 0; i < rows; i++) {
                    long value = values[i];
                    long sign = value >> 63;
                    long mixed = Mix.spread(value ^ s1 ^ d1 & sign);
                    first[i] += Mix.left(mixed);
                    second[i] += Mix.right(mixed + (s2 ^ d2 & sign));
                }
                return;
            }
            for (int i = 0; i < rows; i++) {
                long present = mask(longs.validity(), i);
                long value = values[i];
                long sign = value >> 63;
                long mixed = Mix.spread(value ^ s1 ^ d1 & sign);
                first[i] += Mix.left(mixed) & present;
                second[i] += Mix.right(mixed + (s2 ^ d2 & sign)) & present;
            }
        }
    }

    private static final class OfDoubles extends Contributions {
        private final Seed seed;

        OfDoubles(Seed seed) {
            this.seed = seed;
        }

        @Override
        void add(Column column, int rows, long[] first, long[] second) {
            Column.Longs longs = (Column.Longs) column;
            long[] values = longs.values();
            for (int i = 0; i < rows; i++) {
                if (!longs.validity().isNull(i)) {
                    long value = Double.doubleToLongBits(Double.longBitsToDouble(values[i]));
                    long mixed = Mix.spread(value ^ seed.first());
                    first[i] += Mix.left(mixed);
                    second[i] += Mix.right(mixed + seed.second());
                }
            }
        }
    }

    private static final class OfWides extends Contributions {
        private final Seed seed;
        private final boolean number;

        /** A {@code number} that fits 64 bits adds what it would add in a column of that width. */
        OfWides(Seed seed, boolean number) {
            this.seed = seed;
            this.number = number;
        }

        @Override
        void add(Column column, int rows, long[] first, long[] second) {
            Column.Wides wides = (Column.Wides) column;
            long[] highs = wides.high();
            long[] lows = wides.low();
            long s1 = seed.first();
            long s2 = seed.second();
            for (int i = 0; i < rows; i++) {
                if (wides.validity().isNull(i)) {
                    continue;
                }
                long high = highs[i];
                long low = lows[i];
                if (number && high == low >> 63) {
                    long mixed = Mix.spread(low ^ s1);
                    first[i] += Mix.left(mixed);
                    second[i] += Mix.right(mixed + s2);
                } else {
                    first[i] += Mix.first(Mix.first(high ^ s1) + low);
                    second[i] += Mix.second(Mix.second(low ^ s2) + high);
                }
            }
        }
    }

    private static final class OfBytes extends Contributions {
        private final Seed seed;

        OfBytes(Seed seed) {
            this.seed = seed;
        }

        @Override
        void add(Column column, int rows, long[] first, long[] second) {
            ByteHash.add((Column.Bytes) column, rows, seed, first, second);
        }
    }

    private static final class OfLists extends Contributions {
        private final Seed seed;
        private final Contributions element;
        private long[] first = new long[0];
        private long[] second = new long[0];

        OfLists(Seed seed, Contributions element) {
            this.seed = seed;
            this.element = element;
        }

        @Override
        void add(Column column, int rows, long[] first, long[] second) {
            Column.Lists lists = (Column.Lists) column;
            int[] offsets = lists.offsets();
            hashElements(lists.elements(), offsets[rows]);
            for (int i = 0; i < rows; i++) {
                if (!lists.validity().isNull(i)) {
                    int length = offsets[i + 1] - offsets[i];
                    long h1 = seed.first() + length * Mix.K1;
                    long h2 = seed.second() ^ length * Mix.K2;
                    for (int at = offsets[i]; at < offsets[i + 1]; at++) {
                        h1 = Mix.step1(h1, this.first[at], this.second[at]);
                        h2 = Mix.step2(h2, this.first[at], this.second[at]);
                    }
                    first[i] += Mix.first(h1);
                    second[i] += Mix.second(h2);
                }
            }
        }

        /** Null elements stay (0, 0), which tells them from every value. */
        private void hashElements(Column elements, int count) {
            if (first.length < count) {
                first = new long[count + (count >> 1)];
                second = new long[first.length];
            }
            Arrays.fill(first, 0, count, 0);
            Arrays.fill(second, 0, count, 0);
            element.add(elements, count, first, second);
        }
    }

    private static final class OfStructs extends Contributions {
        private final Seed seed;
        private final List<Contributions> fields;
        private long[] first = new long[0];
        private long[] second = new long[0];

        OfStructs(Seed seed, List<Contributions> fields) {
            this.seed = seed;
            this.fields = List.copyOf(fields);
        }

        @Override
        void add(Column column, int rows, long[] first, long[] second) {
            Column.Structs structs = (Column.Structs) column;
            hashFields(structs, rows);
            for (int i = 0; i < rows; i++) {
                if (!structs.validity().isNull(i)) {
                    long h1 = Mix.step1(seed.first(), this.first[i], this.second[i]);
                    long h2 = Mix.step2(seed.second(), this.first[i], this.second[i]);
                    first[i] += Mix.first(h1);
                    second[i] += Mix.second(h2);
                }
            }
        }

        private void hashFields(Column.Structs structs, int rows) {
            if (first.length < rows) {
                first = new long[rows];
                second = new long[rows];
            }
            Arrays.fill(first, 0, rows, 0);
            Arrays.fill(second, 0, rows, 0);
            for (int f = 0; f < fields.size(); f++) {
                fields.get(f).add(structs.fields().get(f), rows, first, second);
            }
        }
    }
}
