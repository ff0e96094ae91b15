package dev.slipway.postgres;

import dev.slipway.data.Column;

/** Arrays of one dimension that count from 1, as {@link ArrayDecoder} describes them. */
final class ArrayEncoder extends ColumnEncoder {
    private static final int HEADER = 12;
    private static final int DIMENSION = 8;

    private final ColumnEncoder element;
    private final int elementOid;
    private final ListRows elements = new ListRows();

    ArrayEncoder(ColumnEncoder element, int elementOid) {
        this.element = element;
        this.elementOid = elementOid;
    }

    private int payload(int list) {
        return HEADER + (elements.end(list) == elements.from(list) ? 0 : DIMENSION + elements.room(list));
    }

    @Override
    void measure(Column column, int[] rows, int count, int[] sizes) {
        Column.Lists lists = (Column.Lists) column;
        elements.take(lists, rows, count);
        element.measure(lists.elements(), elements.rows, elements.count, elements.sizes);
        for (int i = 0; i < count; i++) {
            sizes[i] += PREFIX + (lists.validity().isNull(rows[i]) ? 0 : payload(i));
        }
    }

    @Override
    void write(Column column, int[] rows, int count, byte[] out, int[] positions) {
        Column.Lists lists = (Column.Lists) column;
        int nulls = lists.elements().validity().hasNulls() ? 1 : 0;
        for (int i = 0; i < count; i++) {
            if (lists.validity().isNull(rows[i])) {
                writeNull(out, positions, i);
                continue;
            }
            int length = elements.end(i) - elements.from(i);
            BigEndian.putInt(out, positions[i], payload(i));
            int position = positions[i] + PREFIX;
            BigEndian.putInt(out, position, length == 0 ? 0 : 1);
            BigEndian.putInt(out, position + 4, nulls);
            BigEndian.putInt(out, position + 8, elementOid);
            position += HEADER;
            if (length > 0) {
                BigEndian.putInt(out, position, length);
                BigEndian.putInt(out, position + 4, 1);
                position = elements.place(i, position + DIMENSION);
            }
            positions[i] = position;
        }
        element.write(lists.elements(), elements.rows, elements.count, out, elements.positions);
    }
}
