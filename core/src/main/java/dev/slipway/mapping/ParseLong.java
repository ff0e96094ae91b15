package dev.slipway.mapping;

import dev.slipway.data.Column;
import java.util.Optional;

/** Reads integers of 64 bits, and decimals of up to 18 digits. */
final class ParseLong extends TextStep {
    private final Digits digits = new Digits();
    private final int precision;
    private final int scale;
    private long[] values = new long[0];

    private ParseLong(int precision, int scale, boolean exact, String expected) {
        super(exact, expected);
        this.precision = precision;
        this.scale = scale;
    }

    static ParseLong whole(boolean exact) {
        return new ParseLong(19, 0, exact, "an integer of 64 bits");
    }

    static ParseLong decimal(Form.Decimal form, boolean exact) {
        return new ParseLong(form.precision(), form.scale(), exact, ParseWide.expected(form));
    }

    @Override
    Column read(Column.Bytes text, int rows, BadValues bad) {
        if (values.length < rows) {
            values = new long[rows];
        }
        byte[] data = text.data();
        int[] starts = text.starts();
        int[] lengths = text.lengths();
        for (int i = 0; i < rows; i++) {
            if (!read(data, starts[i], lengths[i], i)) {
                doubt(text, i, bad);
            }
        }
        return new Column.Longs(values, validity(text, rows, bad));
    }

    @Override
    boolean read(byte[] data, int start, int length, int row) {
        if (!digits.read(data, start, length, precision, scale)) {
            return false;
        }
        values[row] = digits.low;
        return digits.high == digits.low >> 63;
    }

    @Override
    Optional<String> spelling(String text) {
        return Spelling.number(text, scale);
    }
}
