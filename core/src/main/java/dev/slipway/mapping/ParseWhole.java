package dev.slipway.mapping;

import dev.slipway.data.Column;
import java.util.Optional;

/** Reads integers of up to 32 bits. */
final class ParseWhole extends TextStep {
    /** The most digits of an integer of 32 bits. */
    private static final int DIGITS = 10;

    private final Digits digits = new Digits();
    private final int bits;
    private int[] values = new int[0];

    ParseWhole(int bits, boolean exact) {
        super(exact, "an integer of " + bits + " bits");
        this.bits = bits;
    }

    @Override
    Column read(Column.Bytes text, int rows, BadValues bad) {
        if (values.length < rows) {
            values = new int[rows];
        }
        byte[] data = text.data();
        int[] starts = text.starts();
        int[] lengths = text.lengths();
        for (int i = 0; i < rows; i++) {
            if (!read(data, starts[i], lengths[i], i)) {
                doubt(text, i, bad);
            }
        }
        return new Column.Ints(values, validity(text, rows, bad));
    }

    @Override
    boolean read(byte[] data, int start, int length, int row) {
        if (!digits.read(data, start, length, DIGITS, 0)) {
            return false;
        }
        long value = digits.low;
        int unused = Long.SIZE - bits;
        values[row] = (int) value;
        return value << unused >> unused == value;
    }

    @Override
    Optional<String> spelling(String text) {
        return Spelling.number(text, 0);
    }
}
