package dev.slipway.postgres;

import dev.slipway.data.Column;
import java.util.List;

/** Rows within rows: the number of fields, then the type, length and bytes of each. */
final class CompositeEncoder extends ColumnEncoder {
    private final List<ColumnEncoder> fields;
    private final int[] oids;
    private int[] present = new int[0];
    private int[] sizes = new int[0];
    private int[] places = new int[0];
    private int count;

    CompositeEncoder(List<ColumnEncoder> fields, int[] oids) {
        this.fields = List.copyOf(fields);
        this.oids = oids.clone();
    }

    @Override
    void measure(Column column, int[] rows, int all, int[] sizesOfAll) {
        Column.Structs structs = (Column.Structs) column;
        present = room(present, all);
        count = present(structs.validity(), rows, all, present);
        sizes = zeros(sizes, count);
        for (int f = 0; f < fields.size(); f++) {
            fields.get(f).measure(structs.fields().get(f), present, count, sizes);
        }
        int next = 0;
        for (int i = 0; i < all; i++) {
            sizesOfAll[i] += PREFIX + (structs.validity().isNull(rows[i]) ? 0 : payload(next++));
        }
    }

    private int payload(int row) {
        return Integer.BYTES + Integer.BYTES * oids.length + sizes[row];
    }

    @Override
    void write(Column column, int[] rows, int all, byte[] out, int[] positions) {
        Column.Structs structs = (Column.Structs) column;
        places = room(places, count);
        int next = 0;
        for (int i = 0; i < all; i++) {
            if (structs.validity().isNull(rows[i])) {
                writeNull(out, positions, i);
                continue;
            }
            int payload = payload(next);
            BigEndian.putInt(out, positions[i], payload);
            BigEndian.putInt(out, positions[i] + PREFIX, oids.length);
            places[next++] = positions[i] + 2 * PREFIX;
            positions[i] += PREFIX + payload;
        }
        for (int f = 0; f < oids.length; f++) {
            for (int i = 0; i < count; i++) {
                BigEndian.putInt(out, places[i], oids[f]);
                places[i] += Integer.BYTES;
            }
            fields.get(f).write(structs.fields().get(f), present, count, out, places);
        }
    }
}
