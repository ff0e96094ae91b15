package dev.slipway.parquet;

/**
 * Packs numbers of a fixed width, least significant bit first (Parquet format, Encodings.md: RLE/bit-packing hybrid, delta).
 * Every method may store up to 8 bytes behind what it packs.
 */
final class BitPacking {
    private BitPacking() {}

    /** The width that numbers up to {@code max}, unsigned, need. */
    static int width(int max) {
        return 32 - Integer.numberOfLeadingZeros(max);
    }

    /** Packs {@code groups} times 8 numbers of up to 32 bits into {@code groups × width} bytes at {@code out[at]}. */
    static void ints(int[] values, int from, int groups, int width, byte[] out, int at) {
        if (width == 0) {
            return;
        }
        if (width <= 8) {
            narrow(values, from, groups, width, out, at);
        } else if (width < 16) {
            medium(values, from, groups, width, out, at);
        } else {
            wide(values, from, groups, width, out, at);
        }
    }

    /** 8 numbers in one word. */
    private static void narrow(int[] values, int from, int groups, int w, byte[] out, int at) {
        int i = from;
        int to = at;
        for (int g = 0; g < groups; g++) {
            long low = values[i]
                    | (long) values[i + 1] << w
                    | (long) values[i + 2] << 2 * w
                    | (long) values[i + 3] << 3 * w;
            long high = values[i + 4]
                    | (long) values[i + 5] << w
                    | (long) values[i + 6] << 2 * w
                    | (long) values[i + 7] << 3 * w;
            Output.LONG.set(out, to, low | high << 4 * w);
            i += 8;
            to += w;
        }
    }

    /** 8 numbers in two words, four in each before they are joined. */
    private static void medium(int[] values, int from, int groups, int w, byte[] out, int at) {
        int i = from;
        int to = at;
        for (int g = 0; g < groups; g++) {
            long low = values[i]
                    | (long) values[i + 1] << w
                    | (long) values[i + 2] << 2 * w
                    | (long) values[i + 3] << 3 * w;
            long high = values[i + 4]
                    | (long) values[i + 5] << w
                    | (long) values[i + 6] << 2 * w
                    | (long) values[i + 7] << 3 * w;
            Output.LONG.set(out, to, low | high << 4 * w);
            Output.LONG.set(out, to + 8, high >>> 64 - 4 * w);
            i += 8;
            to += w;
        }
    }

    private static void wide(int[] values, int from, int groups, int w, byte[] out, int at) {
        int i = from;
        int to = at;
        for (int g = 0; g < groups; g++) {
            long word = 0;
            int bits = 0;
            int put = to;
            for (int k = 0; k < 8; k++) {
                long value = values[i + k] & 0xFFFFFFFFL;
                word |= value << bits;
                bits += w;
                if (bits >= 64) {
                    Output.LONG.set(out, put, word);
                    put += 8;
                    bits -= 64;
                    word = value >>> w - bits;
                }
            }
            Output.LONG.set(out, put, word);
            i += 8;
            to += w;
        }
    }

    /** Packs {@code count} numbers, a multiple of 8, of up to 64 bits into {@code count × width / 8} bytes. */
    static void longs(long[] values, int from, int count, int width, byte[] out, int at) {
        if (width == 0) {
            return;
        }
        long word = 0;
        int bits = 0;
        int put = at;
        for (int i = from; i < from + count; i++) {
            long value = values[i];
            word |= value << bits;
            bits += width;
            if (bits >= 64) {
                Output.LONG.set(out, put, word);
                put += 8;
                bits -= 64;
                word = bits == 0 ? 0 : value >>> width - bits;
            }
        }
        Output.LONG.set(out, put, word);
    }
}
