package dev.slipway.postgres;

import dev.slipway.data.Column;
import dev.slipway.data.Validity;

/** Values of up to 32 bits. */
final class IntDecoder extends ColumnDecoder {
    /** What stands on the wire. */
    enum Kind {
        BYTE(1),
        SHORT(2),
        INT(4),
        DATE(4);

        private final int width;

        Kind(int width) {
            this.width = width;
        }

        /** How many bytes a value takes. */
        int width() {
            return width;
        }
    }

    /** 2000-01-01 in days since 1970-01-01. */
    static final int EPOCH_DAYS = 10_957;

    private final Kind kind;
    private final boolean sentinel;
    private int[] values = new int[0];

    IntDecoder(Kind kind, boolean sentinel) {
        this.kind = kind;
        this.sentinel = sentinel;
    }

    @Override
    Column decode(byte[] data, Slots slots) {
        if (values.length < slots.count) {
            values = new int[capacity(slots.count)];
        }
        requireWidth(slots, kind.width);
        Validity validity = validity(slots);
        // A null's slot may lie at the very end of the data: those columns take the careful loop.
        if (validity.hasNulls()) {
            decodeNullable(data, slots, values);
        } else {
            decodeAll(data, slots, values);
        }
        if (kind == Kind.DATE) {
            rebase(slots);
        }
        return new Column.Ints(values, validity);
    }

    private void decodeAll(byte[] data, Slots slots, int[] out) {
        int[] starts = slots.starts;
        int n = slots.count;
        switch (kind) {
            case BYTE -> {
                for (int i = 0; i < n; i++) {
                    out[i] = data[starts[i]];
                }
            }
            case SHORT -> {
                for (int i = 0; i < n; i++) {
                    out[i] = BigEndian.shortAt(data, starts[i]);
                }
            }
            case INT, DATE -> {
                for (int i = 0; i < n; i++) {
                    out[i] = BigEndian.intAt(data, starts[i]);
                }
            }
        }
    }

    private void decodeNullable(byte[] data, Slots slots, int[] out) {
        int[] starts = slots.starts;
        int[] lengths = slots.lengths;
        int n = slots.count;
        switch (kind) {
            case BYTE -> {
                for (int i = 0; i < n; i++) {
                    out[i] = lengths[i] < 0 ? 0 : data[starts[i]];
                }
            }
            case SHORT -> {
                for (int i = 0; i < n; i++) {
                    out[i] = lengths[i] < 0 ? 0 : BigEndian.shortAt(data, starts[i]);
                }
            }
            case INT, DATE -> {
                for (int i = 0; i < n; i++) {
                    out[i] = lengths[i] < 0 ? 0 : BigEndian.intAt(data, starts[i]);
                }
            }
        }
    }

    /** Moves the epoch. The largest finite date is far from overflowing; only infinity is. */
    private void rebase(Slots slots) {
        int[] out = values;
        int least = 0;
        int most = 0;
        for (int i = 0, n = slots.count; i < n; i++) {
            int days = out[i];
            least = Math.min(least, days);
            most = Math.max(most, days);
            out[i] = days + EPOCH_DAYS;
        }
        if (least == Integer.MIN_VALUE || most == Integer.MAX_VALUE) {
            markInfinite(slots);
        }
    }

    private void markInfinite(Slots slots) {
        for (int i = 0; i < slots.count; i++) {
            int days = values[i] - EPOCH_DAYS;
            if (days == Integer.MAX_VALUE || days == Integer.MIN_VALUE) {
                Infinite.require(sentinel, i, days > 0);
                values[i] = days > 0 ? Integer.MAX_VALUE : -Integer.MAX_VALUE;
            }
        }
    }
}
