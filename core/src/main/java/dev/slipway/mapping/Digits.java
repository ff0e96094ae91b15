package dev.slipway.mapping;

/**
 * Reads decimal numbers in their only exact spelling: no sign but {@code -}, no zero in front, all digits of the scale, and
 * no negative zero. The last one read is in {@link #high} and {@link #low}.
 */
final class Digits {
    /** The most digits that are read into a {@code long} before they are added to the whole. */
    private static final int CHUNK = 18;

    private static final long[] POWERS = powers();

    /** The upper 64 bits of the unscaled value. */
    long high;

    /** The lower 64 bits of the unscaled value. */
    long low;

    private static long[] powers() {
        long[] powers = new long[CHUNK + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }

    /** Reads a number of at most {@code precision} digits; false if it is none, or not spelt exactly. */
    boolean read(byte[] data, int start, int length, int precision, int scale) {
        if (length == 0) {
            return false;
        }
        boolean negative = data[start] == '-';
        int from = negative ? start + 1 : start;
        int end = start + length;
        int whole = end - from - (scale == 0 ? 0 : scale + 1);
        if (whole < 1 || whole > Math.max(1, precision - scale)) {
            return false;
        }
        if (data[from] == '0' ? whole > 1 : precision == scale) {
            return false;
        }
        high = 0;
        low = 0;
        if (!append(data, from, from + whole)) {
            return false;
        }
        if (scale > 0 && (data[from + whole] != '.' || !append(data, from + whole + 1, end))) {
            return false;
        }
        return !negative || negate();
    }

    private boolean append(byte[] data, int from, int to) {
        for (int at = from; at < to; ) {
            int next = Math.min(at + CHUNK, to);
            long chunk = chunk(data, at, next);
            if (chunk < 0) {
                return false;
            }
            shift(POWERS[next - at], chunk);
            at = next;
        }
        return true;
    }

    private void shift(long power, long chunk) {
        if ((high | low) == 0) {
            low = chunk;
            return;
        }
        long product = low * power;
        high = high * power + Math.unsignedMultiplyHigh(low, power);
        low = product + chunk;
        high += Long.compareUnsigned(low, product) < 0 ? 1 : 0;
    }

    private boolean negate() {
        boolean zero = (high | low) == 0;
        high = ~high + (low == 0 ? 1 : 0);
        low = -low;
        return !zero;
    }

    /** Up to 18 digits; -1 if there is anything else. */
    private static long chunk(byte[] data, int from, int to) {
        long value = 0;
        int at = from;
        for (; at + 8 <= to; at += 8) {
            long eight = eight(Words.load8(data, at));
            if (eight < 0) {
                return -1;
            }
            value = value * 100_000_000 + eight;
        }
        for (; at < to; at++) {
            int digit = data[at] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** Eight digits at once: neighbours are added up in three steps (Lemire, "Quickly parsing eight digits", 2018). */
    private static long eight(long word) {
        long upper = word & 0xF0F0F0F0F0F0F0F0L;
        long carried = word + 0x0606060606060606L & 0xF0F0F0F0F0F0F0F0L;
        if ((upper | carried >>> 4) != 0x3333333333333333L) {
            return -1;
        }
        long digits = word - 0x3030303030303030L;
        long pairs = digits * 10 + (digits >>> 8);
        long fours = (pairs & 0x000000FF000000FFL) * (100 + (1_000_000L << 32));
        return fours + (pairs >>> 16 & 0x000000FF000000FFL) * (1 + (10_000L << 32)) >>> 32;
    }
}
