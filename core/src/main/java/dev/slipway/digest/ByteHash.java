package dev.slipway.digest;

/**
 * A 128-bit hash of a byte string, 16 bytes a step: one full product of two 64-bit words whose halves become the next state,
 * with the words themselves added, so that a factor of zero loses nothing. The length is part of the state, so padding
 * cannot lie.
 */
final class ByteHash {
    private ByteHash() {}

    /** Adds the hash of each present row to the accumulators. */
    static void add(
            byte[] data, int[] starts, int[] lengths, int from, int to, Seed seed, long[] first, long[] second) {
        long s1 = seed.first();
        long s2 = seed.second();
        for (int i = from; i < to; i++) {
            int start = starts[i];
            int length = lengths[i];
            long h1 = s1 + length * Mix.K1;
            long h2 = s2 ^ length * Mix.K2;
            int at = start;
            int last = start + length - 16;
            for (; at < last; at += 16) {
                long x = Mix.load8(data, at);
                long y = Mix.load8(data, at + 8);
                long a = x ^ h1;
                long b = y ^ h2;
                h1 = a * b + y;
                h2 = Math.unsignedMultiplyHigh(a, b) + x;
            }
            long x = length >= 16 ? Mix.load8(data, last) : Mix.head(data, start, length);
            long y = length >= 16 ? Mix.load8(data, last + 8) : Mix.tail(data, start, length);
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
