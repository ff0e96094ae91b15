package dev.slipway.postgres;

import dev.slipway.data.Column;

/** The elements of some rows of a list, side by side: which they are, how much room each takes, and where each goes. */
final class ListRows {
    int[] rows = new int[0];
    int[] sizes = new int[0];
    int[] positions = new int[0];
    int count;

    /** Where the elements of each row end. */
    private int[] ends = new int[0];

    /** Takes the elements of these rows; none of a null. */
    void take(Column.Lists lists, int[] ofLists, int listCount) {
        ends = ColumnEncoder.room(ends, listCount);
        count = 0;
        for (int i = 0; i < listCount; i++) {
            int from = lists.offsets()[ofLists[i]];
            int length = lists.validity().isNull(ofLists[i]) ? 0 : lists.offsets()[ofLists[i] + 1] - from;
            rows = ColumnEncoder.room(rows, count + length);
            for (int k = 0; k < length; k++) {
                rows[count++] = from + k;
            }
            ends[i] = count;
        }
        sizes = ColumnEncoder.zeros(sizes, count);
        positions = ColumnEncoder.room(positions, count);
    }

    int from(int list) {
        return list == 0 ? 0 : ends[list - 1];
    }

    int end(int list) {
        return ends[list];
    }

    /** The room that all elements of a row take. */
    int room(int list) {
        int room = 0;
        for (int k = from(list); k < end(list); k++) {
            room += sizes[k];
        }
        return room;
    }

    /** Places the elements of a row one behind the other; returns what comes behind them. */
    int place(int list, int start) {
        int position = start;
        for (int k = from(list); k < end(list); k++) {
            positions[k] = position;
            position += sizes[k];
        }
        return position;
    }
}
