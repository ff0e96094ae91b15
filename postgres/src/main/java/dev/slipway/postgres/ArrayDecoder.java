package dev.slipway.postgres;

import dev.slipway.data.Column;
import dev.slipway.data.Validity;

/**
 * Arrays of one dimension that count from 1. On the wire: the number of dimensions, a flag, the element type; for each
 * dimension its length and lower bound; the elements. (array_send in the server's {@code arrayfuncs.c}.)
 */
final class ArrayDecoder extends ColumnDecoder {
    private static final int HEADER = 12;
    private static final int DIMENSION = 8;

    private final ColumnDecoder element;
    private final Children children = new Children();

    ArrayDecoder(ColumnDecoder element) {
        this.element = element;
    }

    @Override
    Column decode(byte[] data, Slots slots) {
        Validity validity = validity(slots);
        children.clear();
        for (int i = 0; i < slots.count; i++) {
            if (slots.lengths[i] >= 0) {
                elements(data, slots.starts[i], slots.lengths[i], i);
            }
            children.endRow();
        }
        return new Column.Lists(children.offsets(), children.decode(data, element), validity);
    }

    private void elements(byte[] data, int start, int length, int row) {
        requireBytes(row, length >= HEADER);
        int dimensions = BigEndian.intAt(data, start);
        if (dimensions == 0) {
            return;
        }
        if (dimensions != 1) {
            throw new Unfit(row, "holds an array of " + dimensions + " dimensions, where a list has one", AS_TEXT);
        }
        requireBytes(row, length >= HEADER + DIMENSION);
        int count = BigEndian.intAt(data, start + HEADER);
        int lowerBound = BigEndian.intAt(data, start + HEADER + 4);
        if (lowerBound != 1) {
            throw new Unfit(
                    row, "holds an array that counts from " + lowerBound + ", where a list counts from 1", AS_TEXT);
        }
        int position = start + HEADER + DIMENSION;
        int end = start + length;
        for (int i = 0; i < count; i++) {
            requireBytes(row, end - position >= 4);
            int size = BigEndian.intAt(data, position);
            position += 4;
            requireBytes(row, size <= end - position);
            children.slots.add(position, size);
            position += Math.max(size, 0);
        }
    }
}
