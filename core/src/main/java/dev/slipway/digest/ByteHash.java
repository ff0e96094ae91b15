package dev.slipway.digest;

import dev.slipway.data.Column;

/**
 * A 128-bit hash of a byte string, 16 bytes a step: one full product of two 64-bit words whose halves become the next state,
 * with the words themselves added, so that a factor of zero loses nothing. The length is part of the state, so padding
 * cannot lie.
 */
final class ByteHash {
    private ByteHash() {}

    /** Adds the hash of each present row to the accumulators. */
    static void add(Column.Bytes column, int rows, Seed seed, long[] first, long[] second) {
        byte[] data = column.data();
        int[] starts = column.starts();
        int[] lengths = column.lengths();
        boolean nulls = column.validity().hasNulls();
        long[] present = column.validity().words();
        long s1 = seed.first();
        long s2 = seed.second();
        for (int i = 0; i < rows; i++) {
            if (nulls && (present[i >>> 6] >>> i & 1) == 0) {
                continue;
            }
            int at = starts[i];
            int length = lengths[i];
            long h1 = s1 + length * Mix.K1;
            long h2 = s2 ^ length * Mix.K2;
            int last = at + length - 16;
            for (; at < last; at += 16) {
                long x = Mix.load8(data, at);
                long y = Mix.load8(data, at + 8);
                long a = x ^ h1;
                long b = y ^ h2;
                h1 = a * b + y;
                h2 = Math.unsignedMultiplyHigh(a, b) + x;
            }
            long x;
            long y;
            if (length >= 8) {
                x = Mix.load8(data, length >= 16 ? last : at);
                y = Mix.load8(data, last + 8);
            } else {
                // All eight bytes and a mask: a branch for each length could not be foreseen.
                long word = at + 8 <= data.length ? Mix.load8(data, at) & Mix.low(length) : Mix.load(data, at, length);
                x = Mix.head(word, length);
                y = Mix.tail(word, length);
            }
            long a = x ^ h1;
            long b = y ^ h2;
            h1 = a * b + y;
            h2 = Math.unsignedMultiplyHigh(a, b) + x;
            h1 += Mix.K3 * h2;
            first[i] += Mix.first(h1);
            second[i] += Mix.second(h2 ^ (h1 << 29 | h1 >>> 35));
        }
    }
}
