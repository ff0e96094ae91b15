package dev.slipway.app.adopt;

import dev.slipway.data.Batch;
import dev.slipway.data.Column;

/** How many of some rows have the latest time of all. */
final class RowsAtEnd {
    private final int column;
    private boolean any;
    private long time;
    private long rows;

    /** @param column the position of a column of dates or timestamps */
    RowsAtEnd(int column) {
        this.column = column;
    }

    void add(Batch batch) {
        Column times = batch.columns().get(column);
        for (int i = 0; i < batch.rows(); i++) {
            if (!times.validity().isNull(i)) {
                add(value(times, i), 1);
            }
        }
    }

    /** Adds what another counted. */
    void add(RowsAtEnd other) {
        if (other.any) {
            add(other.time, other.rows);
        }
    }

    private void add(long at, long count) {
        if (!any || at > time) {
            any = true;
            time = at;
            rows = 0;
        }
        rows += at == time ? count : 0;
    }

    private static long value(Column times, int row) {
        return switch (times) {
            case Column.Longs longs -> longs.values()[row];
            case Column.Ints ints -> ints.values()[row];
            case Column.Wides w -> throw new IllegalStateException("a time is not 128 bits wide");
            case Column.Bytes b -> throw new IllegalStateException("a time is not bytes");
            case Column.Lists l -> throw new IllegalStateException("a time is not a list");
            case Column.Structs s -> throw new IllegalStateException("a time is not a struct");
        };
    }

    /** That time, in the units of its type. */
    long time() {
        return time;
    }

    long rows() {
        return rows;
    }
}
