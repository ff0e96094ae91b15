package dev.slipway.job;

import dev.slipway.data.Batch;
import dev.slipway.data.Column;
import java.util.Optional;

/** A column whose values decide on a row's folder. */
sealed interface FolderColumn {
    /** Its position in the table. */
    int position();

    /** What a folder's name tells of a row's value; empty when the row has none, or one that names cannot tell. */
    Optional<String> text(Batch batch, int row);

    /** A part of a time. */
    record Time(int position, RowTime time, TimePattern pattern) implements FolderColumn {
        private static final long UNTIMED = Long.MIN_VALUE;
        private static final int HOUR_SECONDS = 3_600;
        private static final int DAY_SECONDS = 86_400;

        /** Hours or days since 1970: of two rows they are the same only if the text is. */
        long[] buckets(Batch batch) {
            Column column = batch.columns().get(position);
            long[] values = RowTime.values(column, batch.rows());
            long[] buckets = new long[batch.rows()];
            int length = pattern.hours() ? HOUR_SECONDS : DAY_SECONDS;
            for (int i = 0; i < buckets.length; i++) {
                long second = column.validity().isNull(i) ? Long.MIN_VALUE : time.seconds(values[i]);
                buckets[i] = RowNames.hasTime(second) ? Math.floorDiv(second, length) : UNTIMED;
            }
            return buckets;
        }

        @Override
        public Optional<String> text(Batch batch, int row) {
            Column column = batch.columns().get(position);
            if (column.validity().isNull(row)) {
                return Optional.empty();
            }
            long second = time.seconds(RowTime.values(column, batch.rows())[row]);
            return RowNames.hasTime(second) ? Optional.of(pattern.of(second)) : Optional.empty();
        }
    }

    /** A value as it is. */
    record Value(int position, RowId id) implements FolderColumn {
        /** Whether two rows have the same. */
        boolean same(Batch batch, int row, int other) {
            return id.compare(batch.columns().get(position), row, other) == 0;
        }

        @Override
        public Optional<String> text(Batch batch, int row) {
            RowId.Value value = id.value(batch.columns().get(position), row);
            return value == null ? Optional.empty() : Optional.of(FolderText.value(id.text(value)));
        }
    }
}
