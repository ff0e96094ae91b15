package dev.slipway.postgres;

import dev.slipway.data.Column;
import dev.slipway.data.Validity;

/** Multiranges: how many ranges, then the length and bytes of each. */
final class MultirangeDecoder extends ColumnDecoder {
    private final ColumnDecoder range;
    private final Children children = new Children();

    MultirangeDecoder(ColumnDecoder range) {
        this.range = range;
    }

    @Override
    Column decode(byte[] data, Slots slots) {
        Validity validity = validity(slots);
        children.clear();
        for (int i = 0; i < slots.count; i++) {
            if (slots.lengths[i] >= 0) {
                ranges(data, slots.starts[i], slots.lengths[i], i);
            }
            children.endRow();
        }
        return new Column.Lists(children.offsets(), children.decode(data, range), validity);
    }

    private void ranges(byte[] data, int start, int length, int row) {
        requireBytes(row, length >= 4);
        int count = BigEndian.intAt(data, start);
        int position = start + 4;
        int end = start + length;
        for (int i = 0; i < count; i++) {
            requireBytes(row, end - position >= 4);
            int size = BigEndian.intAt(data, position);
            requireBytes(row, size >= 0 && size <= end - position - 4);
            children.slots.add(position + 4, size);
            position += 4 + size;
        }
    }
}
