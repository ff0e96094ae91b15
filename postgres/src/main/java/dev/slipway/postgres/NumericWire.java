package dev.slipway.postgres;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The binary form of numeric: the number of base-10000 digits, the weight of the first, the sign, the display scale
 * (16 bits each), then the digits; leading and trailing zero digits are left out. (numeric_send in the server's
 * {@code numeric.c}.)
 */
final class NumericWire {
    static final int HEADER = 8;
    static final int NEGATIVE = 0x4000;
    static final int BASE = 10_000;

    /** Powers of ten that fit a long. */
    static final long[] TENS = new long[19];

    private static final int NAN = 0xC000;
    private static final int INFINITE = 0xD000;
    private static final int MINUS_INFINITE = 0xF000;

    static {
        long power = 1;
        for (int i = 0; i < TENS.length; i++) {
            TENS[i] = power;
            power *= 10;
        }
    }

    private NumericWire() {}

    static int digits(long header) {
        return (int) (header >>> 48);
    }

    static int weight(long header) {
        return (short) (header >>> 32);
    }

    static int sign(long header) {
        return (int) (header >>> 16) & 0xFFFF;
    }

    /** How many digits the value has when it is written with {@code scale} decimals and without a point. */
    static int width(int firstDigit, int weight, int scale) {
        int width = firstDigit >= 100 ? (firstDigit >= 1000 ? 4 : 3) : (firstDigit >= 10 ? 2 : 1);
        return width + 4 * weight + scale;
    }

    /** The value, when the quick way does not apply: exactly, or an error that says why not. */
    static BigInteger exact(byte[] data, int start, int length, int precision, int scale, int row) {
        long header = length < HEADER ? 0 : BigEndian.longAt(data, start);
        int digits = digits(header);
        if (length < HEADER || length != HEADER + 2 * digits) {
            throw new Unfit(row, "came as a numeric of " + length + " bytes", ColumnDecoder.AS_TEXT);
        }
        int sign = sign(header);
        if (sign == NAN || sign == INFINITE || sign == MINUS_INFINITE) {
            String name = sign == NAN ? "NaN" : sign == INFINITE ? "Infinity" : "-Infinity";
            throw new Unfit(row, "holds " + name + ", which no decimal can be", ColumnDecoder.AS_TEXT);
        }
        BigInteger unscaled = BigInteger.ZERO;
        for (int i = 0; i < digits; i++) {
            unscaled = unscaled.multiply(BigInteger.valueOf(BASE))
                    .add(BigInteger.valueOf(BigEndian.shortAt(data, start + HEADER + 2 * i)));
        }
        BigDecimal value = new BigDecimal(sign == NEGATIVE ? unscaled.negate() : unscaled)
                .scaleByPowerOfTen(4 * (weight(header) - digits + 1));
        if (value.signum() != 0 && value.stripTrailingZeros().scale() > scale) {
            throw unfit(row, value, precision, scale);
        }
        BigDecimal scaled = value.signum() == 0 ? BigDecimal.ZERO : value.setScale(scale);
        if (scaled.precision() > precision) {
            throw unfit(row, value, precision, scale);
        }
        return scaled.unscaledValue();
    }

    private static Unfit unfit(int row, BigDecimal value, int precision, int scale) {
        String text = value.precision() > 60 ? "a number of " + value.precision() + " digits" : value.toPlainString();
        return new Unfit(
                row,
                "holds " + text + ", which does not fit decimal(" + precision + "," + scale + ") exactly",
                ColumnDecoder.AS_TEXT);
    }
}
