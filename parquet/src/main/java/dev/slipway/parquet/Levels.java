package dev.slipway.parquet;

import dev.slipway.data.Validity;
import java.util.Arrays;

/** Which entries of the page at hand hold a value, and where its rows begin. */
abstract sealed class Levels permits Levels.Flat, Levels.Nested {
    /** Rows in the page. */
    int rows;

    /** Entries in the page: values, nulls and empty lists. */
    int entries;

    abstract void repetition(Output out);

    /** @param values how many of the entries hold a value */
    abstract void definition(Output out, int values);

    abstract boolean hasRepetition();

    abstract boolean hasDefinition();

    abstract void clear();

    abstract long capacity();

    static Levels of(Leaf leaf) {
        return leaf.flat() ? new Flat(leaf.maxDefinition()) : new Nested(leaf.maxDefinition(), leaf.maxRepetition());
    }

    /** One entry for each row, its level a bit. */
    static final class Flat extends Levels {
        private final int maxDefinition;
        private long[] words = new long[8];

        Flat(int maxDefinition) {
            this.maxDefinition = maxDefinition;
        }

        /** Adds rows {@code [from, to)}. */
        void add(Validity validity, int from, int to) {
            if (maxDefinition > 0) {
                bits(validity, from, to);
            }
            rows += to - from;
            entries = rows;
        }

        private void bits(Validity validity, int from, int to) {
            if (words.length < Validity.words(rows + to - from) + 1) {
                words = Arrays.copyOf(words, Math.max(Validity.words(rows + to - from) + 1, words.length * 2));
            }
            int put = rows;
            for (int at = from; at < to; at += 64) {
                int n = Math.min(64, to - at);
                long bits = validity.hasNulls() ? word(validity.words(), at) : -1L;
                bits &= n == 64 ? -1L : (1L << n) - 1;
                words[put >>> 6] |= bits << put;
                if ((put & 63) != 0) {
                    words[(put >>> 6) + 1] |= bits >>> 64 - (put & 63);
                }
                put += n;
            }
        }

        /** 64 bits from bit {@code at} on, as far as there are words. */
        private static long word(long[] words, int at) {
            int index = at >>> 6;
            int shift = at & 63;
            long low = words[index] >>> shift;
            return shift == 0 || index + 1 >= words.length ? low : low | words[index + 1] << 64 - shift;
        }

        @Override
        void repetition(Output out) {}

        @Override
        void definition(Output out, int values) {
            if (values == entries || values == 0) {
                Runs.run(values == 0 ? 0 : 1, entries, 1, out);
            } else {
                Runs.encodeBits(words, entries, out);
            }
        }

        @Override
        boolean hasRepetition() {
            return false;
        }

        @Override
        boolean hasDefinition() {
            return maxDefinition > 0;
        }

        @Override
        void clear() {
            Arrays.fill(words, 0, Math.min(words.length, Validity.words(rows) + 1), 0);
            rows = 0;
            entries = 0;
        }

        @Override
        long capacity() {
            return words.length * 8L;
        }
    }

    /** Any number of entries for each row. */
    static final class Nested extends Levels {
        private final int definitionWidth;
        private final int repetitionWidth;
        private byte[] definitions = new byte[0];
        private byte[] repetitions = new byte[0];
        private int[] numbers = new int[8];

        Nested(int maxDefinition, int maxRepetition) {
            definitionWidth = BitPacking.width(maxDefinition);
            repetitionWidth = BitPacking.width(maxRepetition);
        }

        /** Adds {@code moreRows} rows, which are the entries {@code [from, to)} of {@code source}. */
        void add(Entries source, int from, int to, int moreRows) {
            int n = to - from;
            if (definitions.length < entries + n) {
                int length = Math.max(entries + n, definitions.length * 2);
                definitions = Arrays.copyOf(definitions, length);
                repetitions = Arrays.copyOf(repetitions, length);
            }
            System.arraycopy(source.definitions, from, definitions, entries, n);
            System.arraycopy(source.repetitions, from, repetitions, entries, n);
            entries += n;
            rows += moreRows;
        }

        @Override
        void repetition(Output out) {
            encode(repetitions, repetitionWidth, out);
        }

        @Override
        void definition(Output out, int values) {
            encode(definitions, definitionWidth, out);
        }

        private void encode(byte[] levels, int width, Output out) {
            if (numbers.length < entries + 8) {
                numbers = new int[entries + 8];
            }
            for (int i = 0; i < entries; i++) {
                numbers[i] = levels[i];
            }
            Runs.encode(numbers, entries, width, out);
        }

        @Override
        boolean hasRepetition() {
            return repetitionWidth > 0;
        }

        @Override
        boolean hasDefinition() {
            return definitionWidth > 0;
        }

        @Override
        void clear() {
            rows = 0;
            entries = 0;
        }

        @Override
        long capacity() {
            return definitions.length * 2L + numbers.length * 4L;
        }
    }
}
