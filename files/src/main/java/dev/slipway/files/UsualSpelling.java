package dev.slipway.files;

import dev.slipway.data.Type;

/**
 * Reads values that are spelt as most are, without making anything of their bytes but the value. What it does not take may
 * still be one: it is for those to say who know all spellings, and what it takes has the value that they would read.
 */
final class UsualSpelling {
    /** Not taken. */
    static final long NONE = Long.MIN_VALUE;

    private static final int DIGITS_MAX = 18;
    private static final long[] POWERS = new long[DIGITS_MAX + 1];
    private static final int SECONDS_LENGTH = 19;
    private static final int DATE_LENGTH = 10;

    /** Of all times between these years, nanoseconds fit 64 bits. */
    private static final int NANOS_FROM_YEAR = 1700;

    private static final int NANOS_TO_YEAR = 2200;

    /** So few digits are those of the nearest float, whatever they are. */
    private static final long DOUBLE_SAFE = 1_000_000_000_000_000L;

    private static final long FLOAT_SAFE = 1_000_000;
    private static final int FLOAT_SCALE_MAX = 10;
    private static final long HIDDEN_BIT = 1L << 52;

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    private UsualSpelling() {}

    /** Ten to this power, up to the eighteenth. */
    static long power(int exponent) {
        return POWERS[exponent];
    }

    /** A decimal number with at most {@code scale} digits behind the point, counted in units of the last of them. */
    static long number(byte[] data, int start, int length, int scale) {
        int end = start + length;
        int point = digitsEnd(data, data[start] == '-' ? start + 1 : start, end);
        int from = data[start] == '-' ? start + 1 : start;
        int fraction = end - point - 1;
        if (point == from || point - from + scale > DIGITS_MAX) {
            return NONE;
        }
        long value = digits(data, from, point);
        if (fraction >= 0) {
            if (data[point] != '.' || fraction == 0 || fraction > scale || digitsEnd(data, point + 1, end) < end) {
                return NONE;
            }
            value = value * POWERS[fraction] + digits(data, point + 1, end);
        }
        value *= POWERS[scale - Math.max(0, fraction)];
        return from == start ? value : -value;
    }

    private static int digitsEnd(byte[] data, int from, int end) {
        int at = from;
        while (at < end && data[at] >= '0' && data[at] <= '9') {
            at++;
        }
        return at;
    }

    private static long digits(byte[] data, int from, int end) {
        long value = 0;
        for (int at = from; at < end; at++) {
            value = value * 10 + (data[at] - '0');
        }
        return value;
    }

    /** Days since 1970, of {@code 2025-10-28}. */
    static long date(byte[] data, int start, int length) {
        return length == DATE_LENGTH ? days(data, start) : NONE;
    }

    private static long days(byte[] data, int at) {
        int century = two(data, at);
        int ofCentury = two(data, at + 2);
        int month = two(data, at + 5);
        int day = two(data, at + 8);
        int year = century * 100 + ofCentury;
        boolean shaped = (century | ofCentury | month | day) >= 0 && data[at + 4] == '-' && data[at + 7] == '-';
        if (!shaped || year == 0 || month < 1 || month > 12 || day < 1 || day > lengthOf(month, year)) {
            return NONE;
        }
        // Years that begin in March have the odd day at their end.
        int years = month > 2 ? year : year - 1;
        int days = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        return 365L * years + years / 4 - years / 100 + years / 400 + days - 719_468;
    }

    private static int lengthOf(int month, int year) {
        if (month == 2) {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    /** Two digits; negative if they are none. */
    private static int two(byte[] data, int at) {
        int tens = data[at] - '0';
        int ones = data[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
    }

    /**
     * The units since 1970 of {@code 2025-10-28T09:02:09.5}, also with a space in its middle; behind that stands {@code Z} for
     * types that are instants, and else nothing.
     */
    static long moment(byte[] data, int start, int length, Type.Timestamp type) {
        int end = start + length;
        boolean zone = length > 0 && data[end - 1] == 'Z';
        int fraction = start + SECONDS_LENGTH;
        end -= zone ? 1 : 0;
        if (zone != type.utc() || end < fraction || data[start + 10] != 'T' && data[start + 10] != ' ') {
            return NONE;
        }
        long days = days(data, start);
        int hour = two(data, start + 11);
        int minute = two(data, start + 14);
        int second = two(data, start + 17);
        long part = fraction(data, fraction, end, type.unit());
        boolean shaped = (hour | minute | second) >= 0 && data[start + 13] == ':' && data[start + 16] == ':';
        if (!shaped || days == NONE || hour > 23 || minute > 59 || second > 59 || part < 0) {
            return NONE;
        }
        int year = two(data, start) * 100 + two(data, start + 2);
        boolean fits = type.unit() != Type.Unit.NANOS || year > NANOS_FROM_YEAR && year < NANOS_TO_YEAR;
        long seconds = days * 86_400 + hour * 3600L + minute * 60L + second;
        return fits ? seconds * Times.perSecond(type.unit()) + part : NONE;
    }

    /** A part of a second in units; negative if it is none, or has more digits than the unit. */
    private static long fraction(byte[] data, int at, int end, Type.Unit unit) {
        if (at == end) {
            return 0;
        }
        int digits = end - at - 1;
        int most =
                switch (unit) {
                    case MILLIS -> 3;
                    case MICROS -> 6;
                    case NANOS -> 9;
                };
        if (data[at] != '.' || digits < 1 || digits > most || digitsEnd(data, at + 1, end) < end) {
            return -1;
        }
        return digits(data, at + 1, end) * POWERS[most - digits];
    }

    /** The nearest float of 64 bits to a number that has its digits; NaN: not taken. */
    static double real(byte[] data, int start, int length) {
        boolean negative = data[start] == '-';
        int scale = scale(data, start, length);
        long count = scale < 0 ? NONE : number(data, start, length, scale);
        if (count == NONE) {
            return Double.NaN;
        }
        long digits = Math.abs(count);
        double value = digits < DOUBLE_SAFE ? (double) digits / POWERS[scale] : nearest(digits, scale);
        return negative ? -value : value;
    }

    /** The same for 32 bits. */
    static float single(byte[] data, int start, int length) {
        boolean negative = data[start] == '-';
        int scale = scale(data, start, length);
        long count = scale < 0 || scale > FLOAT_SCALE_MAX ? NONE : number(data, start, length, scale);
        if (count == NONE || Math.abs(count) >= FLOAT_SAFE) {
            return Float.NaN;
        }
        float value = (float) Math.abs(count) / POWERS[scale];
        return negative ? -value : value;
    }

    /** Digits behind the point; negative if there are more than are read here. */
    private static int scale(byte[] data, int start, int length) {
        int end = start + length;
        int at = start;
        while (at < end && data[at] != '.') {
            at++;
        }
        int scale = Math.max(0, end - at - 1);
        return scale > DIGITS_MAX ? -1 : scale;
    }

    /**
     * The nearest float to {@code digits} divided by a power of ten; NaN where it cannot be seen that it is, or that rounded to as
     * many digits it is the same number. A quotient of rounded numbers is off by little; by how much, whole numbers tell.
     */
    private static double nearest(long digits, int scale) {
        long bits = Double.doubleToRawLongBits((double) digits / POWERS[scale]);
        long fraction = bits & HIDDEN_BIT - 1 | HIDDEN_BIT;
        int shift = 1075 - (int) (bits >>> 52);
        if (shift < 1 || shift > 126) {
            return Double.NaN;
        }
        // The float is fraction ÷ 2^shift: this much more than the number, in units of 2^-shift · 10^-scale.
        long power = POWERS[scale];
        long high = Math.multiplyHigh(fraction, power);
        long low = fraction * power;
        long wantedHigh = shift >= 64 ? digits << shift - 64 : digits >>> 64 - shift;
        long wantedLow = shift >= 64 ? 0 : digits << shift;
        long off = low - wantedLow;
        long carry = Long.compareUnsigned(low, wantedLow) < 0 ? 1 : 0;
        if (high - wantedHigh - carry != off >> 63) {
            return Double.NaN;
        }
        int step = 2 * off > power ? -1 : 2 * off < -power ? 1 : 0;
        off += step * power;
        fraction += step;
        boolean inside = fraction > HIDDEN_BIT && fraction < 2 * HIDDEN_BIT;
        boolean near = Math.abs(2 * off) < power;
        boolean same = shift > 61 || Math.abs(2 * off) < 1L << shift;
        return inside && near && same ? Double.longBitsToDouble(bits + step) : Double.NaN;
    }
}
