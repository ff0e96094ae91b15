package dev.slipway.mapping;

import dev.slipway.data.Column;

/** Takes floats of 32 bits to 64. */
final class Widen implements Step {
    private long[] values = new long[0];

    @Override
    public Column apply(Column column, int rows, BadValues bad) {
        Column.Ints ints = (Column.Ints) column;
        if (values.length < rows) {
            values = new long[rows];
        }
        for (int i = 0; i < rows; i++) {
            values[i] = Double.doubleToRawLongBits(Float.intBitsToFloat(ints.values()[i]));
        }
        return new Column.Longs(values, ints.validity());
    }
}
