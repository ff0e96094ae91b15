package dev.slipway.postgres;

import dev.slipway.data.Column;
import dev.slipway.data.Validity;

/** Values of 64 bits. */
final class LongDecoder extends ColumnDecoder {
    /** 2000-01-01 in microseconds since 1970-01-01. */
    static final long EPOCH_MICROS = 946_684_800_000_000L;

    private final boolean timestamp;
    private final boolean sentinel;
    private long[] values = new long[0];

    LongDecoder(boolean timestamp, boolean sentinel) {
        this.timestamp = timestamp;
        this.sentinel = sentinel;
    }

    @Override
    Column decode(byte[] data, Slots slots) {
        int n = slots.count;
        if (values.length < n) {
            values = new long[capacity(n)];
        }
        requireWidth(slots, 8);
        Validity validity = validity(slots);
        long[] out = values;
        int[] starts = slots.starts;
        if (validity.hasNulls()) {
            int[] lengths = slots.lengths;
            for (int i = 0; i < n; i++) {
                out[i] = lengths[i] < 0 ? 0 : BigEndian.longAt(data, starts[i]);
            }
        } else {
            for (int i = 0; i < n; i++) {
                out[i] = BigEndian.longAt(data, starts[i]);
            }
        }
        if (timestamp) {
            rebase(n);
        }
        return new Column.Longs(out, validity);
    }

    /**
     * Moves the epoch. What overflows is infinite, or later than microseconds since 1970 can say; the greatest number
     * stands for infinity with those who read files, so no finite time may become it.
     */
    private void rebase(int n) {
        long[] out = values;
        long least = 0;
        long greatest = 0;
        long overflow = 0;
        for (int i = 0; i < n; i++) {
            long micros = out[i];
            long moved = micros + EPOCH_MICROS;
            least = Math.min(least, micros);
            greatest = Math.max(greatest, moved);
            overflow |= ~micros & moved;
            out[i] = moved;
        }
        if (least == Long.MIN_VALUE || greatest == Long.MAX_VALUE || overflow < 0) {
            markOdd(n);
        }
    }

    private void markOdd(int n) {
        for (int i = 0; i < n; i++) {
            long micros = values[i] - EPOCH_MICROS;
            if (micros == Long.MAX_VALUE || micros == Long.MIN_VALUE) {
                Infinite.require(sentinel, i, micros > 0);
                values[i] = micros > 0 ? Long.MAX_VALUE : -Long.MAX_VALUE;
            } else if (values[i] < micros || values[i] == Long.MAX_VALUE) {
                throw new Unfit(
                        i,
                        "holds a time later than the year 294246, or its very end, which microseconds since 1970 cannot say",
                        AS_TEXT);
            }
        }
    }
}
