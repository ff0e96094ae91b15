package dev.slipway.mapping;

import dev.slipway.data.Column;

/** Takes floats of 64 bits to 32, those that are the same number there. */
final class Narrow implements Step {
    private int[] values = new int[0];

    @Override
    public Column apply(Column column, int rows, BadValues bad) {
        Column.Longs longs = (Column.Longs) column;
        if (values.length < rows) {
            values = new int[rows];
        }
        for (int i = 0; i < rows; i++) {
            double value = Double.longBitsToDouble(longs.values()[i]);
            float narrow = (float) value;
            values[i] = Float.floatToRawIntBits(narrow);
            if (narrow != value && !Double.isNaN(value) && !longs.validity().isNull(i)) {
                bad.found(longs, i, "does not fit float32");
            }
        }
        return new Column.Ints(values, bad.validity(longs.validity(), rows));
    }
}
