package dev.slipway.postgres;

import dev.slipway.data.Column;
import dev.slipway.data.Validity;

/** UUIDs, as two halves. */
final class UuidDecoder extends ColumnDecoder {
    private long[] high = new long[0];
    private long[] low = new long[0];

    @Override
    Column decode(byte[] data, Slots slots) {
        int n = slots.count;
        if (high.length < n) {
            high = new long[capacity(n)];
            low = new long[high.length];
        }
        requireWidth(slots, 16);
        Validity validity = validity(slots);
        int[] starts = slots.starts;
        int[] lengths = slots.lengths;
        for (int i = 0; i < n; i++) {
            if (lengths[i] >= 0) {
                high[i] = BigEndian.longAt(data, starts[i]);
                low[i] = BigEndian.longAt(data, starts[i] + 8);
            }
        }
        return new Column.Wides(high, low, validity);
    }
}
