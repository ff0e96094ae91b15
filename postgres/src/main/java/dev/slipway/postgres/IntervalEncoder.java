package dev.slipway.postgres;

import dev.slipway.data.Column;

/** Intervals: months, days, microseconds in the struct; microseconds, days and months on the wire. */
final class IntervalEncoder extends ColumnEncoder {
    private static final int WIDTH = 16;

    @Override
    void measure(Column column, int[] rows, int count, int[] sizes) {
        measureFixed(column.validity(), rows, count, WIDTH, sizes);
    }

    @Override
    void write(Column column, int[] rows, int count, byte[] out, int[] positions) {
        Column.Structs structs = (Column.Structs) column;
        int[] months = ((Column.Ints) structs.fields().get(0)).values();
        int[] days = ((Column.Ints) structs.fields().get(1)).values();
        long[] micros = ((Column.Longs) structs.fields().get(2)).values();
        for (int i = 0; i < count; i++) {
            if (structs.validity().isNull(rows[i])) {
                writeNull(out, positions, i);
                continue;
            }
            int position = positions[i];
            BigEndian.putInt(out, position, WIDTH);
            BigEndian.putLong(out, position + PREFIX, micros[rows[i]]);
            BigEndian.putInt(out, position + PREFIX + 8, days[rows[i]]);
            BigEndian.putInt(out, position + PREFIX + 12, months[rows[i]]);
            positions[i] = position + PREFIX + WIDTH;
        }
    }
}
