package dev.slipway.postgres;

import dev.slipway.data.Column;

/** Unsigned integers of 32 bits, for a column of 64. */
final class WidenedEncoder extends ColumnEncoder {
    private final LongEncoder longs = new LongEncoder(false);
    private long[] values = new long[0];

    @Override
    void measure(Column column, int[] rows, int count, int[] sizes) {
        longs.measure(column, rows, count, sizes);
    }

    @Override
    void write(Column column, int[] rows, int count, byte[] out, int[] positions) {
        int[] narrow = ((Column.Ints) column).values();
        if (values.length < narrow.length) {
            values = new long[narrow.length];
        }
        for (int i = 0; i < count; i++) {
            values[rows[i]] = Integer.toUnsignedLong(narrow[rows[i]]);
        }
        longs.write(new Column.Longs(values, column.validity()), rows, count, out, positions);
    }
}
