package dev.slipway.postgres;

import dev.slipway.data.Column;
import dev.slipway.data.Validity;
import java.util.List;

/** Ranges: a byte of flags, then the bounds that there are. (range_send in the server's {@code rangetypes.c}.) */
final class RangeDecoder extends ColumnDecoder {
    static final int EMPTY = 0x01;
    static final int LOWER_INCLUDED = 0x02;
    static final int UPPER_INCLUDED = 0x04;
    static final int LOWER_INFINITE = 0x08;
    static final int UPPER_INFINITE = 0x10;

    private final ColumnDecoder lower;
    private final ColumnDecoder upper;
    private final Slots lowerPlaces = new Slots(64);
    private final Slots upperPlaces = new Slots(64);
    private int[] lowerIncluded = new int[0];
    private int[] upperIncluded = new int[0];
    private int[] empty = new int[0];

    RangeDecoder(ColumnDecoder lower, ColumnDecoder upper) {
        this.lower = lower;
        this.upper = upper;
    }

    @Override
    Column decode(byte[] data, Slots slots) {
        int n = slots.count;
        if (empty.length < n) {
            lowerIncluded = new int[capacity(n)];
            upperIncluded = new int[lowerIncluded.length];
            empty = new int[lowerIncluded.length];
        }
        Validity validity = validity(slots);
        lowerPlaces.count = 0;
        upperPlaces.count = 0;
        for (int i = 0; i < n; i++) {
            range(data, slots.starts[i], slots.lengths[i], i);
        }
        return new Column.Structs(
                List.of(
                        lower.decode(data, lowerPlaces),
                        upper.decode(data, upperPlaces),
                        new Column.Ints(lowerIncluded, Validity.ALL),
                        new Column.Ints(upperIncluded, Validity.ALL),
                        new Column.Ints(empty, Validity.ALL)),
                validity);
    }

    private void range(byte[] data, int start, int length, int row) {
        requireBytes(row, length != 0);
        int flags = length < 0 ? EMPTY : data[start];
        boolean isEmpty = (flags & EMPTY) != 0;
        lowerIncluded[row] = flags >>> 1 & LOWER_INCLUDED >>> 1;
        upperIncluded[row] = flags >>> 2 & UPPER_INCLUDED >>> 2;
        empty[row] = length < 0 ? 0 : flags & EMPTY;
        int position = start + 1;
        int end = start + length;
        if (isEmpty || (flags & LOWER_INFINITE) != 0) {
            lowerPlaces.add(0, -1);
        } else {
            position = bound(data, position, end, lowerPlaces, row);
        }
        if (isEmpty || (flags & UPPER_INFINITE) != 0) {
            upperPlaces.add(0, -1);
        } else {
            bound(data, position, end, upperPlaces, row);
        }
    }

    private static int bound(byte[] data, int position, int end, Slots places, int row) {
        requireBytes(row, end - position >= 4);
        int size = BigEndian.intAt(data, position);
        requireBytes(row, size >= 0 && size <= end - position - 4);
        places.add(position + 4, size);
        return position + 4 + size;
    }
}
