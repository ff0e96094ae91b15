package dev.slipway.postgres;

import dev.slipway.data.Column;
import dev.slipway.data.Validity;

/** jsonb: its text, after the version of the representation. */
final class JsonbDecoder extends ColumnDecoder {
    private static final int VERSION = 1;

    @Override
    Column decode(byte[] data, Slots slots) {
        Validity validity = validity(slots);
        for (int i = 0; i < slots.count; i++) {
            if (slots.lengths[i] >= 0) {
                requireBytes(i, slots.lengths[i] > 0);
                if (data[slots.starts[i]] != VERSION) {
                    throw new Unfit(i, "came as jsonb of version " + data[slots.starts[i]], AS_TEXT);
                }
                slots.starts[i]++;
                slots.lengths[i]--;
            }
        }
        return RawDecoder.view(data, slots, validity);
    }
}
