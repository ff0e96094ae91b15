package dev.slipway.duckdb;

import dev.slipway.data.Validity;

/** Copies validity bits, which stand in Arrow as they stand in {@link Validity}, into words of its own. */
final class Presence {
    private long[] words = new long[0];

    /** The validity of {@code rows} rows of a node, beginning {@code start} rows into its buffers. */
    Validity read(long node, long start, int rows) {
        if (ArrowNode.nullCount(node) == 0) {
            return Validity.ALL;
        }
        long bits = ArrowNode.buffer(node, 0);
        if (bits == 0) {
            return Validity.ALL;
        }
        int shift = (int) (start & 7);
        copy(bits + (start >>> 3), (rows + shift + 7) >>> 3);
        int used = Validity.words(rows);
        if (shift != 0) {
            for (int i = 0; i < used; i++) {
                words[i] = words[i] >>> shift | words[i + 1] << (Long.SIZE - shift);
            }
        }
        int present = 0;
        for (int i = 0; i < rows >>> 6; i++) {
            present += Long.bitCount(words[i]);
        }
        if ((rows & 63) != 0) {
            present += Long.bitCount(words[used - 1] & (1L << rows) - 1);
        }
        return present == rows ? Validity.ALL : new Validity(words, rows - present);
    }

    /** Whole words in bulk, then the bytes that remain: what lies behind them is not ours to read. */
    private void copy(long address, int bytes) {
        int whole = bytes >>> 3;
        if (words.length < whole + 2) {
            words = new long[whole + (whole >>> 1) + 2];
        }
        Memory.copy(address, words, whole);
        long last = 0;
        for (int i = whole << 3; i < bytes; i++) {
            last |= (long) Memory.byteAt(address + i) << ((i & 7) << 3);
        }
        words[whole] = last;
        words[whole + 1] = 0;
    }
}
