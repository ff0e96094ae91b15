package dev.slipway.postgres;

import dev.slipway.data.Column;

/** Several ranges: their number, then the length and bytes of each. */
final class MultirangeEncoder extends ColumnEncoder {
    private final RangeEncoder range;
    private final ListRows ranges = new ListRows();

    MultirangeEncoder(RangeEncoder range) {
        this.range = range;
    }

    @Override
    void measure(Column column, int[] rows, int count, int[] sizes) {
        Column.Lists lists = (Column.Lists) column;
        ranges.take(lists, rows, count);
        range.measure(lists.elements(), ranges.rows, ranges.count, ranges.sizes);
        for (int i = 0; i < count; i++) {
            sizes[i] += PREFIX + (lists.validity().isNull(rows[i]) ? 0 : Integer.BYTES + ranges.room(i));
        }
    }

    @Override
    void write(Column column, int[] rows, int count, byte[] out, int[] positions) {
        Column.Lists lists = (Column.Lists) column;
        for (int i = 0; i < count; i++) {
            if (lists.validity().isNull(rows[i])) {
                writeNull(out, positions, i);
                continue;
            }
            int start = positions[i] + PREFIX;
            BigEndian.putInt(out, start, ranges.end(i) - ranges.from(i));
            int end = ranges.place(i, start + Integer.BYTES);
            BigEndian.putInt(out, positions[i], end - start);
            positions[i] = end;
        }
        range.write(lists.elements(), ranges.rows, ranges.count, out, ranges.positions);
    }
}
