package dev.slipway.postgres;

import dev.slipway.data.Column;

/**
 * Decimals as {@link NumericWire} describes them. Their digits must be known to know their size, so they are worked out when
 * the room is measured, and kept until they are written.
 */
final class NumericEncoder extends ColumnEncoder {
    /** The most base-10000 digits that 38 decimal ones can touch, with room for one that is cut. */
    private static final int DIGITS_MAX = 11;

    private static final int FIELD_MAX = PREFIX + NumericWire.HEADER + 2 * DIGITS_MAX;

    private final int scale;

    /** How many decimals the lowest base-10000 digit lacks. */
    private final int padding;

    private byte[] fields = new byte[0];
    private int[] ends = new int[0];

    /** Base-10000 digits of the value at hand, lowest first. */
    private final int[] digits = new int[DIGITS_MAX + 1];

    /** What is left of the value at hand, 32 bits each, highest first. */
    private final int[] limbs = new int[4];

    NumericEncoder(int scale) {
        this.scale = scale;
        padding = (4 - scale % 4) % 4;
    }

    @Override
    void measure(Column column, int[] rows, int count, int[] sizes) {
        ends = room(ends, count);
        if (fields.length < count * FIELD_MAX) {
            fields = new byte[count * FIELD_MAX];
        }
        int end = 0;
        for (int i = 0; i < count; i++) {
            int start = end;
            end = column.validity().isNull(rows[i]) ? missing(start) : value(column, rows[i], start);
            ends[i] = end;
            sizes[i] += end - start;
        }
    }

    private int missing(int start) {
        BigEndian.putInt(fields, start, -1);
        return start + PREFIX;
    }

    private int value(Column column, int row, int start) {
        long high;
        long low;
        if (column instanceof Column.Wides wides) {
            high = wides.high()[row];
            low = wides.low()[row];
        } else {
            low = ((Column.Longs) column).values()[row];
            high = low >> 63;
        }
        boolean negative = high < 0;
        if (negative) {
            high = low == 0 ? -high : ~high;
            low = -low;
        }
        int count = high == 0 && low >= 0 ? narrow(low) : wide(high, low);
        return field(start, count, negative);
    }

    /** Takes the number apart into base-10000 digits that are aligned with the decimal point; returns how many. */
    private int narrow(long value) {
        long left = value;
        int count = 0;
        if (padding > 0) {
            int cut = (int) NumericWire.TENS[4 - padding];
            digits[count++] = (int) (left % cut * NumericWire.TENS[padding]);
            left /= cut;
        }
        while (left != 0) {
            digits[count++] = (int) (left % NumericWire.BASE);
            left /= NumericWire.BASE;
        }
        return count;
    }

    private int wide(long high, long low) {
        limbs[0] = (int) (high >>> 32);
        limbs[1] = (int) high;
        limbs[2] = (int) (low >>> 32);
        limbs[3] = (int) low;
        int count = 0;
        if (padding > 0) {
            digits[count++] = divide((int) NumericWire.TENS[4 - padding]) * (int) NumericWire.TENS[padding];
        }
        while ((limbs[0] | limbs[1] | limbs[2] | limbs[3]) != 0) {
            digits[count++] = divide(NumericWire.BASE);
        }
        return count;
    }

    /** Divides what is left, and returns the remainder. */
    private int divide(int divisor) {
        long remainder = 0;
        for (int i = 0; i < limbs.length; i++) {
            long part = remainder << 32 | Integer.toUnsignedLong(limbs[i]);
            limbs[i] = (int) (part / divisor);
            remainder = part % divisor;
        }
        return (int) remainder;
    }

    /** Zero digits at both ends are left out. */
    private int field(int start, int count, boolean negative) {
        int top = count;
        while (top > 0 && digits[top - 1] == 0) {
            top--;
        }
        int bottom = 0;
        while (bottom < top && digits[bottom] == 0) {
            bottom++;
        }
        int sent = top - bottom;
        int weight = sent == 0 ? 0 : top - 1 - (scale + padding) / 4;
        int length = NumericWire.HEADER + 2 * sent;
        BigEndian.putInt(fields, start, length);
        BigEndian.putShort(fields, start + PREFIX, sent);
        BigEndian.putShort(fields, start + PREFIX + 2, weight);
        BigEndian.putShort(fields, start + PREFIX + 4, negative ? NumericWire.NEGATIVE : 0);
        BigEndian.putShort(fields, start + PREFIX + 6, scale);
        int position = start + PREFIX + NumericWire.HEADER;
        for (int i = top - 1; i >= bottom; i--) {
            BigEndian.putShort(fields, position, digits[i]);
            position += 2;
        }
        return position;
    }

    @Override
    void write(Column column, int[] rows, int count, byte[] out, int[] positions) {
        int start = 0;
        for (int i = 0; i < count; i++) {
            int length = ends[i] - start;
            System.arraycopy(fields, start, out, positions[i], length);
            positions[i] += length;
            start = ends[i];
        }
    }
}
