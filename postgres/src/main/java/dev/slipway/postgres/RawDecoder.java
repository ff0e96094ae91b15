package dev.slipway.postgres;

import dev.slipway.data.Column;
import dev.slipway.data.Validity;

/** Byte strings, left where they arrived. */
final class RawDecoder extends ColumnDecoder {
    @Override
    Column decode(byte[] data, Slots slots) {
        return view(data, slots, validity(slots));
    }

    /** A view of the slots, in which a null has length 0. */
    static Column.Bytes view(byte[] data, Slots slots, Validity validity) {
        if (validity.hasNulls()) {
            int[] lengths = slots.lengths;
            for (int i = 0, n = slots.count; i < n; i++) {
                lengths[i] = Math.max(lengths[i], 0);
            }
        }
        return new Column.Bytes(data, slots.starts, slots.lengths, validity);
    }
}
