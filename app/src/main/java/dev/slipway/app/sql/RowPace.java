package dev.slipway.app.sql;

import dev.slipway.data.Batch;
import dev.slipway.data.Column;

/** How many rows to take at a time: fewer where they are long, since all of them are held at once. */
final class RowPace {
    private static final int ROWS_MAX = 2_048;
    private static final long BYTES_MAX = 2 << 20;

    private int rows = 16;

    /** For the next batch. */
    int rows() {
        return rows;
    }

    /** Looks at a batch that was taken. */
    void saw(Batch batch) {
        long bytes = batch.columns().stream()
                .mapToLong(column -> bytes(column, batch.rows()))
                .sum();
        long fitting = BYTES_MAX * batch.rows() / Math.max(1, bytes);
        rows = (int) Math.clamp(fitting, 1, Math.min(ROWS_MAX, rows * 2L));
    }

    private static long bytes(Column column, int rows) {
        return switch (column) {
            case Column.Ints ints -> 0;
            case Column.Longs longs -> 0;
            case Column.Wides wides -> 0;
            case Column.Bytes texts -> {
                long sum = 0;
                for (int i = 0; i < rows; i++) {
                    sum += texts.lengths()[i];
                }
                yield sum;
            }
            case Column.Lists lists -> bytes(lists.elements(), lists.offsets()[rows]);
            case Column.Structs structs ->
                structs.fields().stream().mapToLong(field -> bytes(field, rows)).sum();
        };
    }
}
