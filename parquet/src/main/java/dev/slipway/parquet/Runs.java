package dev.slipway.parquet;

/** The hybrid of run lengths and bit packing that levels, indexes and booleans share (Encodings.md, "RLE / Bit-Packing Hybrid"). */
final class Runs {
    /** A run of fewer values costs more than it saves. */
    private static final int RUN_MIN = 16;

    private Runs() {}

    /** Writes {@code count} numbers of {@code width} bits; the array needs 8 spare elements behind them. */
    static void encode(int[] values, int count, int width, Output out) {
        int literal = 0;
        int at = 0;
        while (at < count) {
            int end = runEnd(values, at, count);
            // Bit-packed values come in groups of 8: the first values of a run fill the group before it.
            int fill = -(at - literal) & 7;
            if (end - at - fill >= RUN_MIN) {
                literals(values, literal, at + fill, width, out);
                run(values[at], end - at - fill, width, out);
                literal = end;
            }
            at = end;
        }
        literals(values, literal, count, width, out);
    }

    /** Writes {@code count} times the same number. */
    static void run(int value, int count, int width, Output out) {
        out.varint((long) count << 1);
        for (int bits = 0; bits < width; bits += 8) {
            out.write(value >>> bits);
        }
    }

    private static int runEnd(int[] values, int from, int count) {
        int value = values[from];
        int end = from + 1;
        while (end < count && values[end] == value) {
            end++;
        }
        return end;
    }

    private static void literals(int[] values, int from, int to, int width, Output out) {
        int count = to - from;
        if (count == 0) {
            return;
        }
        int groups = (count + 7) >>> 3;
        for (int i = to; i < from + groups * 8; i++) {
            values[i] = 0;
        }
        out.varint((long) groups << 1 | 1);
        int bytes = Math.multiplyExact(groups, width);
        BitPacking.ints(values, from, groups, width, out.reserve(bytes), out.length());
        out.advance(bytes);
    }

    /** Writes {@code count} numbers of one bit, bit {@code i % 64} of word {@code i / 64}; spare bits are 0. */
    static void encodeBits(long[] words, int count, Output out) {
        int bytes = count >>> 3;
        int literal = 0;
        int at = 0;
        while (at < bytes) {
            int end = byteRunEnd(words, at, bytes);
            if (end - at >= RUN_MIN / 2 && uniform(words, at)) {
                literalBytes(words, literal, at, out);
                // The last run takes in what follows of the same value, so that a constant page is one run.
                int values = end == bytes ? count - at * 8 : (end - at) * 8;
                int bit = byteAt(words, at) & 1;
                if (end == bytes && !tailEquals(words, end, count, bit)) {
                    values = (end - at) * 8;
                }
                run(bit, values, 1, out);
                literal = at * 8 + values == count ? (count + 7) >>> 3 : end;
            }
            at = end;
        }
        literalBytes(words, literal, (count + 7) >>> 3, out);
    }

    private static boolean uniform(long[] words, int at) {
        int value = byteAt(words, at);
        return value == 0 || value == 0xFF;
    }

    private static boolean tailEquals(long[] words, int fromByte, int count, int bit) {
        int rest = count - fromByte * 8;
        return rest == 0 || byteAt(words, fromByte) == (bit == 0 ? 0 : (1 << rest) - 1);
    }

    private static int byteRunEnd(long[] words, int from, int bytes) {
        int value = byteAt(words, from);
        int end = from + 1;
        while (end < bytes && byteAt(words, end) == value) {
            end++;
        }
        return end;
    }

    private static int byteAt(long[] words, int index) {
        return (int) (words[index >>> 3] >>> ((index & 7) << 3)) & 0xFF;
    }

    private static void literalBytes(long[] words, int from, int to, Output out) {
        if (to <= from) {
            return;
        }
        out.varint((long) (to - from) << 1 | 1);
        byte[] bytes = out.reserve(to - from);
        int put = out.length();
        for (int i = from; i < to; i++) {
            bytes[put++] = (byte) byteAt(words, i);
        }
        out.advance(to - from);
    }
}
