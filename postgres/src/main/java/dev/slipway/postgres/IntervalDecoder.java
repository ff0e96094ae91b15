package dev.slipway.postgres;

import dev.slipway.data.Column;
import dev.slipway.data.Validity;
import java.util.List;

/** Intervals: microseconds, days and months on the wire; months, days, microseconds in the struct. */
final class IntervalDecoder extends ColumnDecoder {
    private final boolean sentinel;
    private int[] months = new int[0];
    private int[] days = new int[0];
    private long[] micros = new long[0];

    IntervalDecoder(boolean sentinel) {
        this.sentinel = sentinel;
    }

    @Override
    Column decode(byte[] data, Slots slots) {
        int n = slots.count;
        if (months.length < n) {
            months = new int[capacity(n)];
            days = new int[months.length];
            micros = new long[months.length];
        }
        requireWidth(slots, 16);
        Validity validity = validity(slots);
        for (int i = 0; i < n; i++) {
            boolean there = slots.lengths[i] >= 0;
            int start = slots.starts[i];
            micros[i] = there ? BigEndian.longAt(data, start) : 0;
            days[i] = there ? BigEndian.intAt(data, start + 8) : 0;
            months[i] = there ? BigEndian.intAt(data, start + 12) : 0;
            if (infinite(i)) {
                Infinite.require(sentinel, i, months[i] > 0);
            }
        }
        return new Column.Structs(
                List.of(
                        new Column.Ints(months, Validity.ALL),
                        new Column.Ints(days, Validity.ALL),
                        new Column.Longs(micros, Validity.ALL)),
                validity);
    }

    /** Since Postgres 17 all fields at their limit mean infinity; as a sentinel they stay as they are. */
    private boolean infinite(int i) {
        return (months[i] == Integer.MAX_VALUE && days[i] == Integer.MAX_VALUE && micros[i] == Long.MAX_VALUE)
                || (months[i] == Integer.MIN_VALUE && days[i] == Integer.MIN_VALUE && micros[i] == Long.MIN_VALUE);
    }
}
