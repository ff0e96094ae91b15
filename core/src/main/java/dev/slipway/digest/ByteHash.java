package dev.slipway.digest;

/** Two independent 64-bit hashes of a byte string, 16 bytes a step. The length is part of the state, so padding cannot lie. */
final class ByteHash {
    private ByteHash() {}

    /** Replaces the two states in {@code hash} by the hashes of the bytes under them. */
    static void hash(byte[] data, int start, int length, long[] hash) {
        long h1 = hash[0] + length * Mix.K1;
        long h2 = hash[1] ^ length * Mix.K2;
        int at = start;
        int last = start + length - 16;
        while (at < last) {
            long x = Mix.load8(data, at);
            long y = Mix.load8(data, at + 8);
            h1 = Mix.step1(h1, x, y);
            h2 = Mix.step2(h2, x, y);
            at += 16;
        }
        long x;
        long y;
        if (length >= 16) {
            x = Mix.load8(data, last);
            y = Mix.load8(data, last + 8);
        } else if (length >= 8) {
            x = Mix.load8(data, start);
            y = Mix.load8(data, start + length - 8);
        } else if (length >= 4) {
            x = Mix.load4(data, start);
            y = Mix.load4(data, start + length - 4);
        } else if (length > 0) {
            x = data[start] & 0xFF;
            y = (data[start + (length >>> 1)] & 0xFF) | (long) (data[start + length - 1] & 0xFF) << 8;
        } else {
            x = 0;
            y = 0;
        }
        hash[0] = Mix.first(Mix.step1(h1, x, y));
        hash[1] = Mix.second(Mix.step2(h2, x, y));
    }
}
