package dev.slipway.postgres;

import dev.slipway.data.Column;
import java.util.Arrays;

/** The elements of a column of lists: where each row's begin, and where each lies. */
final class Children {
    final Slots slots = new Slots(64);
    private int[] offsets = new int[64];
    private int rows;

    void clear() {
        slots.count = 0;
        rows = 0;
        offsets[0] = 0;
    }

    /** Ends a row. */
    void endRow() {
        rows++;
        if (rows == offsets.length) {
            offsets = Arrays.copyOf(offsets, rows * 2);
        }
        offsets[rows] = slots.count;
    }

    int[] offsets() {
        return offsets;
    }

    /** Decodes the elements; one that does not fit is reported for the row that it belongs to. */
    Column decode(byte[] data, ColumnDecoder decoder) {
        try {
            return decoder.decode(data, slots);
        } catch (Unfit e) {
            int found = Arrays.binarySearch(offsets, 0, rows + 1, e.row());
            int row = found >= 0 ? found : -found - 2;
            while (offsets[row + 1] <= e.row()) {
                row++;
            }
            throw e.in(row);
        }
    }
}
