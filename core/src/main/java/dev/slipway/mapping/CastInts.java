package dev.slipway.mapping;

import dev.slipway.data.Column;

/** Checks that integers of up to 32 bits are in the range of another such type; they stay where they are. */
record CastInts(int min, int max, String otherwise) implements Step {
    @Override
    public Column apply(Column column, int rows, BadValues bad) {
        Column.Ints ints = (Column.Ints) column;
        int[] values = ints.values();
        for (int i = 0; i < rows; i++) {
            int value = values[i];
            if ((value < min || value > max) && !ints.validity().isNull(i)) {
                bad.found(ints, i, otherwise);
            }
        }
        return new Column.Ints(values, bad.validity(ints.validity(), rows));
    }
}
