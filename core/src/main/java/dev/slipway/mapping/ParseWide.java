package dev.slipway.mapping;

import dev.slipway.data.Column;
import java.util.Optional;

/** Reads decimals of 19 to 38 digits. */
final class ParseWide extends TextStep {
    private final Digits digits = new Digits();
    private final int precision;
    private final int scale;
    private long[] high = new long[0];
    private long[] low = new long[0];

    ParseWide(Form.Decimal form, boolean exact) {
        super(exact, expected(form));
        precision = form.precision();
        scale = form.scale();
    }

    static String expected(Form.Decimal form) {
        return "a decimal of " + form.precision() + " digits"
                + (form.scale() == 0 ? "" : ", " + form.scale() + " of them behind the point");
    }

    @Override
    Column read(Column.Bytes text, int rows, BadValues bad) {
        if (high.length < rows) {
            high = new long[rows];
            low = new long[rows];
        }
        byte[] data = text.data();
        int[] starts = text.starts();
        int[] lengths = text.lengths();
        for (int i = 0; i < rows; i++) {
            if (!read(data, starts[i], lengths[i], i)) {
                doubt(text, i, bad);
            }
        }
        return new Column.Wides(high, low, validity(text, rows, bad));
    }

    @Override
    boolean read(byte[] data, int start, int length, int row) {
        if (!digits.read(data, start, length, precision, scale)) {
            return false;
        }
        high[row] = digits.high;
        low[row] = digits.low;
        return true;
    }

    @Override
    Optional<String> spelling(String text) {
        return Spelling.number(text, scale);
    }
}
