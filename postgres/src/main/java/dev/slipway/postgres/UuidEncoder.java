package dev.slipway.postgres;

import dev.slipway.data.Column;

/** 16 bytes, big end first. */
final class UuidEncoder extends ColumnEncoder {
    private static final int WIDTH = 2 * Long.BYTES;

    @Override
    void measure(Column column, int[] rows, int count, int[] sizes) {
        measureFixed(column.validity(), rows, count, WIDTH, sizes);
    }

    @Override
    void write(Column column, int[] rows, int count, byte[] out, int[] positions) {
        Column.Wides wides = (Column.Wides) column;
        for (int i = 0; i < count; i++) {
            if (wides.validity().isNull(rows[i])) {
                writeNull(out, positions, i);
                continue;
            }
            int position = positions[i];
            BigEndian.putInt(out, position, WIDTH);
            BigEndian.putLong(out, position + PREFIX, wides.high()[rows[i]]);
            BigEndian.putLong(out, position + PREFIX + Long.BYTES, wides.low()[rows[i]]);
            positions[i] = position + PREFIX + WIDTH;
        }
    }
}
