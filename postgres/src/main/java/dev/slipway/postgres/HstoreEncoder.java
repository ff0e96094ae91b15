package dev.slipway.postgres;

import dev.slipway.data.Column;

/** Keys and values by turns behind their number, each with its length. */
final class HstoreEncoder extends ColumnEncoder {
    private final BytesEncoder text = new BytesEncoder(false);
    private final ListRows pairs = new ListRows();

    @Override
    void measure(Column column, int[] rows, int count, int[] sizes) {
        Column.Lists lists = (Column.Lists) column;
        Column.Structs entries = (Column.Structs) lists.elements();
        pairs.take(lists, rows, count);
        text.measure(entries.fields().get(0), pairs.rows, pairs.count, pairs.sizes);
        text.measure(entries.fields().get(1), pairs.rows, pairs.count, pairs.sizes);
        for (int i = 0; i < count; i++) {
            sizes[i] += PREFIX + (lists.validity().isNull(rows[i]) ? 0 : Integer.BYTES + pairs.room(i));
        }
    }

    @Override
    void write(Column column, int[] rows, int count, byte[] out, int[] positions) {
        Column.Lists lists = (Column.Lists) column;
        Column.Structs entries = (Column.Structs) lists.elements();
        for (int i = 0; i < count; i++) {
            if (lists.validity().isNull(rows[i])) {
                writeNull(out, positions, i);
                continue;
            }
            int start = positions[i] + PREFIX;
            BigEndian.putInt(out, start, pairs.end(i) - pairs.from(i));
            int end = pairs.place(i, start + Integer.BYTES);
            BigEndian.putInt(out, positions[i], end - start);
            positions[i] = end;
        }
        text.write(entries.fields().get(0), pairs.rows, pairs.count, out, pairs.positions);
        text.write(entries.fields().get(1), pairs.rows, pairs.count, out, pairs.positions);
    }
}
