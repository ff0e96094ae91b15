package dev.slipway.parquet;

/** DELTA_BINARY_PACKED: blocks of 128 differences in four miniblocks, each of its own width (Encodings.md, "Delta Encoding"). */
final class Delta {
    private static final int BLOCK = 128;
    private static final int MINIBLOCKS = 4;
    private static final int MINIBLOCK = BLOCK / MINIBLOCKS;

    private final long[] deltas = new long[BLOCK];
    private final int[] widths = new int[MINIBLOCKS];

    /** Writes {@code count} numbers of 32 bits; differences wrap at 32 bits. */
    void ints(int[] values, int count, Output out) {
        header(count, count == 0 ? 0 : values[0], out);
        for (int from = 1; from < count; from += BLOCK) {
            int block = Math.min(BLOCK, count - from);
            int min = Integer.MAX_VALUE;
            for (int i = 0; i < block; i++) {
                int delta = values[from + i] - values[from + i - 1];
                deltas[i] = delta;
                min = Math.min(min, delta);
            }
            for (int i = 0; i < block; i++) {
                deltas[i] = deltas[i] - min & 0xFFFFFFFFL;
            }
            block(min, block, out);
        }
    }

    /** Writes {@code count} numbers of 64 bits; differences wrap at 64 bits. */
    void longs(long[] values, int count, Output out) {
        header(count, count == 0 ? 0 : values[0], out);
        for (int from = 1; from < count; from += BLOCK) {
            int block = Math.min(BLOCK, count - from);
            long min = Long.MAX_VALUE;
            for (int i = 0; i < block; i++) {
                long delta = values[from + i] - values[from + i - 1];
                deltas[i] = delta;
                min = Math.min(min, delta);
            }
            for (int i = 0; i < block; i++) {
                deltas[i] -= min;
            }
            block(min, block, out);
        }
    }

    private static void header(int count, long first, Output out) {
        out.varint(BLOCK);
        out.varint(MINIBLOCKS);
        out.varint(count);
        out.zigzag(first);
    }

    /** Miniblocks that hold no value have width 0 and no bytes; the last one that holds any is padded with zeros. */
    private void block(long min, int count, Output out) {
        out.zigzag(min);
        for (int i = count; i < BLOCK; i++) {
            deltas[i] = 0;
        }
        for (int m = 0; m < MINIBLOCKS; m++) {
            long all = 0;
            for (int i = m * MINIBLOCK; i < (m + 1) * MINIBLOCK; i++) {
                all |= deltas[i];
            }
            widths[m] = 64 - Long.numberOfLeadingZeros(all);
            out.write(widths[m]);
        }
        for (int m = 0; m * MINIBLOCK < count; m++) {
            int bytes = widths[m] * MINIBLOCK / 8;
            BitPacking.longs(deltas, m * MINIBLOCK, MINIBLOCK, widths[m], out.reserve(bytes), out.length());
            out.advance(bytes);
        }
    }
}
