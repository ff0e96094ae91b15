package dev.slipway.files;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/**
 * Reads floats. A number is one if the nearest float, written with as many digits as the number has, has the same digits:
 * 0.1 and 0.10000000000000001 are, 9007199254740993 is none, for the nearest float is 9007199254740992. So whoever writes a
 * float with too few, enough or all of its digits is understood, and whoever writes what no float can hold is told.
 */
final class FloatCell implements Cell {
    private static final int LENGTH_MAX = 1100;

    private final boolean inexact;
    private final boolean single;
    private final int digitsSafe;

    FloatCell(int bits, boolean inexact) {
        this.inexact = inexact;
        single = bits == 32;
        // Numbers with so few digits, and of no extreme size, always come back from the nearest float.
        digitsSafe = single ? 6 : 15;
    }

    @Override
    public void read(byte[] data, int start, int length, ColumnBuilder into) throws Unfit {
        double usual = length == 0
                ? Double.NaN
                : single ? UsualSpelling.single(data, start, length) : UsualSpelling.real(data, start, length);
        if (Double.isNaN(usual)) {
            readOther(data, start, length, into);
        } else {
            add(usual, into);
        }
    }

    /** In any spelling. */
    void readOther(byte[] data, int start, int length, ColumnBuilder into) throws Unfit {
        add(other(data, start, length), into);
    }

    private void add(double value, ColumnBuilder into) {
        if (single) {
            ((IntsBuilder) into).add(Float.floatToIntBits((float) value));
        } else {
            ((LongsBuilder) into).add(Double.doubleToLongBits(value));
        }
    }

    private double other(byte[] data, int start, int length) throws Unfit {
        String text = length > LENGTH_MAX ? "" : new String(data, start, length, StandardCharsets.UTF_8).strip();
        double value = special(text);
        if (Double.isNaN(value) && !isNan(text)) {
            value = number(text);
            if (Double.isNaN(value)) {
                throw Unfit.because(RawText.shown(data, start, start + length) + " is not a number");
            }
            check(text, value);
        }
        return value;
    }

    private static boolean isNan(String text) {
        return text.equals("NaN") || text.equals("nan");
    }

    private static double special(String text) {
        return switch (text) {
            case "Infinity", "inf" -> Double.POSITIVE_INFINITY;
            case "-Infinity", "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.NaN;
        };
    }

    /** NaN if it is none. */
    private double number(String text) {
        for (int i = 0; i < text.length(); i++) {
            // The platform's parser takes words, suffixes and hexadecimal digits as well.
            if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
                return Double.NaN;
            }
        }
        try {
            return single ? Float.parseFloat(text) : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private void check(String text, double value) throws Unfit {
        if (Double.isInfinite(value)) {
            throw Unfit.because(RawText.shown(text) + " is larger than any float of " + (single ? 32 : 64) + " bits");
        }
        if (inexact || plain(text)) {
            return;
        }
        if (!same(text, value)) {
            throw Unfit.because(RawText.shown(text) + " is not exact in a float of " + (single ? 32 : 64)
                    + " bits, which has " + (single ? Float.toString((float) value) : Double.toString(value))
                    + "; say inexact: true to take the nearest, or decimal as its type");
        }
    }

    private static boolean same(String text, double value) {
        try {
            BigDecimal written = new BigDecimal(text).stripTrailingZeros();
            MathContext digits = new MathContext(Math.max(1, written.precision()), RoundingMode.HALF_EVEN);
            return new BigDecimal(value).round(digits).compareTo(written) == 0;
        } catch (NumberFormatException e) {
            // Its exponent alone is beyond all numbers.
            return false;
        }
    }

    /** A number with few digits and without an exponent, as most are. */
    private boolean plain(String text) {
        if (text.length() > digitsSafe) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if ((text.charAt(i) | 0x20) == 'e') {
                return false;
            }
        }
        return true;
    }
}
