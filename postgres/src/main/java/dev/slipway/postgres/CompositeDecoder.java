package dev.slipway.postgres;

import dev.slipway.data.Column;
import dev.slipway.data.Validity;
import java.util.ArrayList;
import java.util.List;

/** Rows within rows: the number of fields, then the type, length and bytes of each. */
final class CompositeDecoder extends ColumnDecoder {
    private final List<ColumnDecoder> fields;
    private final List<Slots> places;

    CompositeDecoder(List<ColumnDecoder> fields) {
        this.fields = fields;
        places = fields.stream().map(field -> new Slots(64)).toList();
    }

    @Override
    Column decode(byte[] data, Slots slots) {
        Validity validity = validity(slots);
        places.forEach(place -> place.count = 0);
        for (int i = 0; i < slots.count; i++) {
            if (slots.lengths[i] < 0) {
                places.forEach(place -> place.add(0, -1));
            } else {
                row(data, slots.starts[i], slots.lengths[i], i);
            }
        }
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            columns.add(fields.get(i).decode(data, places.get(i)));
        }
        return new Column.Structs(columns, validity);
    }

    private void row(byte[] data, int start, int length, int row) {
        requireBytes(row, length >= 4);
        int count = BigEndian.intAt(data, start);
        if (count != fields.size()) {
            throw new Unfit(row, "came with " + count + " fields instead of " + fields.size(), AS_TEXT);
        }
        int position = start + 4;
        int end = start + length;
        for (Slots place : places) {
            requireBytes(row, end - position >= 8);
            int size = BigEndian.intAt(data, position + 4);
            position += 8;
            requireBytes(row, size <= end - position);
            place.add(position, size);
            position += Math.max(size, 0);
        }
    }
}
