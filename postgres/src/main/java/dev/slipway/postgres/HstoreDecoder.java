package dev.slipway.postgres;

import dev.slipway.data.Column;
import dev.slipway.data.Validity;
import java.util.List;

/** hstore: how many pairs, then key and value, each with its length; a value may be null. */
final class HstoreDecoder extends ColumnDecoder {
    private final ColumnDecoder key = new RawDecoder();
    private final ColumnDecoder value = new RawDecoder();
    private final Children keys = new Children();
    private final Slots values = new Slots(64);

    @Override
    Column decode(byte[] data, Slots slots) {
        Validity validity = validity(slots);
        keys.clear();
        values.count = 0;
        for (int i = 0; i < slots.count; i++) {
            if (slots.lengths[i] >= 0) {
                pairs(data, slots.starts[i], slots.lengths[i], i);
            }
            keys.endRow();
        }
        Column pairs = new Column.Structs(List.of(keys.decode(data, key), value.decode(data, values)), Validity.ALL);
        return new Column.Lists(keys.offsets(), pairs, validity);
    }

    private void pairs(byte[] data, int start, int length, int row) {
        requireBytes(row, length >= 4);
        int count = BigEndian.intAt(data, start);
        int position = start + 4;
        int end = start + length;
        for (int i = 0; i < count; i++) {
            position = text(data, position, end, keys.slots, row);
            position = text(data, position, end, values, row);
        }
    }

    private static int text(byte[] data, int position, int end, Slots places, int row) {
        requireBytes(row, end - position >= 4);
        int size = BigEndian.intAt(data, position);
        requireBytes(row, size <= end - position - 4);
        places.add(position + 4, size);
        return position + 4 + Math.max(size, 0);
    }
}
