package dev.slipway.postgres;

import dev.slipway.data.Column;

/** Values of 64 bits. */
final class LongEncoder extends ColumnEncoder {
    private final boolean timestamp;

    LongEncoder(boolean timestamp) {
        this.timestamp = timestamp;
    }

    @Override
    void measure(Column column, int[] rows, int count, int[] sizes) {
        measureFixed(column.validity(), rows, count, Long.BYTES, sizes);
    }

    @Override
    void write(Column column, int[] rows, int count, byte[] out, int[] positions) {
        Column.Longs longs = (Column.Longs) column;
        for (int i = 0; i < count; i++) {
            if (longs.validity().isNull(rows[i])) {
                writeNull(out, positions, i);
                continue;
            }
            long value = longs.values()[rows[i]];
            int position = positions[i];
            BigEndian.putInt(out, position, Long.BYTES);
            BigEndian.putLong(out, position + PREFIX, timestamp ? moved(value, i) : value);
            positions[i] = position + PREFIX + Long.BYTES;
        }
    }

    /** The largest value and its negation stand for infinity. */
    private static long moved(long micros, int row) {
        if (micros == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        if (micros == -Long.MAX_VALUE) {
            return Long.MIN_VALUE;
        }
        long moved = micros - LongDecoder.EPOCH_MICROS;
        if (moved > micros) {
            throw new Unfit(row, "holds a time before all that Postgres knows", "");
        }
        return moved;
    }
}
