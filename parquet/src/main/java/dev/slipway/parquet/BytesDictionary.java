package dev.slipway.parquet;

import dev.slipway.data.Column;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A dictionary of byte strings, looked up where they stand in the batch: only new ones are copied. */
final class BytesDictionary extends Dictionary {
    private static final long K1 = 0x9E3779B97F4A7C15L;
    private static final long K2 = 0xD6E8FEB86659FD93L;

    private final BytesValues values;

    /** In each slot the hash in the upper half and the entry's number + 1 in the lower; 0 where it is free. */
    private long[] slots = new long[TABLE_MIN];

    BytesDictionary(BytesValues values) {
        super(values);
        this.values = values;
    }

    @Override
    int add(Column column, int @Nullable [] positions, int from, int n, int[] indices, int at, long bytesMax) {
        Column.Bytes source = (Column.Bytes) column;
        byte[] data = source.data();
        int[] starts = source.starts();
        int[] lengths = source.lengths();
        for (int i = 0; i < n; i++) {
            int row = positions == null ? from + i : positions[from + i];
            int before = values.count;
            indices[at + i] = index(data, starts[row], lengths[row]);
            if (values.count != before && values.bytes() >= bytesMax) {
                return i + 1;
            }
        }
        return n;
    }

    private int index(byte[] data, int start, int length) {
        int hash = hash(data, start, length);
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (true) {
            long entry = slots[slot];
            if (entry == 0) {
                return insert(data, start, length, hash, slot);
            }
            int index = (int) entry - 1;
            if ((int) (entry >>> 32) == hash && same(index, data, start, length)) {
                return index;
            }
            slot = slot + 1 & mask;
        }
    }

    private boolean same(int index, byte[] data, int start, int length) {
        int at = values.offsets()[index];
        if (values.offsets()[index + 1] - at != length) {
            return false;
        }
        byte[] own = values.data();
        int i = 0;
        for (; i + 8 <= length; i += 8) {
            if ((long) Output.LONG.get(own, at + i) != (long) Output.LONG.get(data, start + i)) {
                return false;
            }
        }
        for (; i < length; i++) {
            if (own[at + i] != data[start + i]) {
                return false;
            }
        }
        return true;
    }

    private static int hash(byte[] data, int start, int length) {
        long state = length * K2;
        int end = start + length;
        int at = start;
        for (; at + 8 <= end; at += 8) {
            state = fold(state ^ (long) Output.LONG.get(data, at));
        }
        long tail = 0;
        if (length >= 8) {
            tail = (long) Output.LONG.get(data, end - 8);
        } else {
            for (; at < end; at++) {
                tail = tail << 8 | data[at] & 0xFF;
            }
        }
        state = fold(state ^ tail);
        return (int) (state ^ state >>> 32);
    }

    private static long fold(long value) {
        return value * K1 ^ Math.unsignedMultiplyHigh(value, K1);
    }

    private int insert(byte[] data, int start, int length, int hash, int slot) {
        values.add(data, start, length);
        slots[slot] = (long) hash << 32 | values.count;
        if (values.count * 2 > slots.length) {
            grow();
        }
        return values.count - 1;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        int mask = slots.length - 1;
        for (long entry : old) {
            if (entry != 0) {
                int slot = (int) (entry >>> 32) & mask;
                while (slots[slot] != 0) {
                    slot = slot + 1 & mask;
                }
                slots[slot] = entry;
            }
        }
    }

    @Override
    void clear() {
        values.clear();
        Arrays.fill(slots, 0);
    }

    @Override
    long tableCapacity() {
        return slots.length * 8L;
    }
}
