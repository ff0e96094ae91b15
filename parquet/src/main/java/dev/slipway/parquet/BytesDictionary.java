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
        int last = -1;
        boolean run = false;
        for (int i = 0; i < n; i++) {
            int row = positions == null ? from + i : positions[from + i];
            int before = values.count;
            // Within a run, comparing with the value before is cheaper than looking it up; elsewhere it mostly fails.
            if (!run || !same(last, data, starts[row], lengths[row])) {
                int index = index(data, starts[row], lengths[row]);
                run = index == last;
                last = index;
            }
            indices[at + i] = last;
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
        if (length < 8) {
            // Entries have spare bytes behind them, batches may not.
            return start + 8 <= data.length
                    ? ((long) Output.LONG.get(own, at) ^ (long) Output.LONG.get(data, start)) << 64 - 8 * length == 0
                            || length == 0
                    : Arrays.equals(own, at, at + length, data, start, start + length);
        }
        int last = length - 8;
        for (int i = 0; i < last; i += 8) {
            if ((long) Output.LONG.get(own, at + i) != (long) Output.LONG.get(data, start + i)) {
                return false;
            }
        }
        // The last word overlaps the one before, which spares a loop over single bytes.
        return (long) Output.LONG.get(own, at + last) == (long) Output.LONG.get(data, start + last);
    }

    /** 16 bytes a step; the last step overlaps the one before, which spares a loop over what is left. */
    private static int hash(byte[] data, int start, int length) {
        long state = length * K2;
        int end = start + length;
        if (length >= 16) {
            for (int at = start; at < end - 16; at += 16) {
                state = fold((long) Output.LONG.get(data, at) ^ state, (long) Output.LONG.get(data, at + 8) ^ K1);
            }
            state = fold((long) Output.LONG.get(data, end - 16) ^ state, (long) Output.LONG.get(data, end - 8) ^ K2);
        } else if (length >= 8) {
            state = fold((long) Output.LONG.get(data, start) ^ state, (long) Output.LONG.get(data, end - 8) ^ K1);
        } else {
            state = fold(tail(data, start, length) ^ state, K1);
        }
        return (int) (state ^ state >>> 32);
    }

    /** Fewer than 8 bytes as one word. */
    private static long tail(byte[] data, int start, int length) {
        if (length != 0 && start + 8 <= data.length) {
            return (long) Output.LONG.get(data, start) << 64 - 8 * length;
        }
        long word = 0;
        for (int i = length - 1; i >= 0; i--) {
            word = word << 8 | data[start + i] & 0xFF;
        }
        return length == 0 ? 0 : word << 64 - 8 * length;
    }

    private static long fold(long a, long b) {
        return a * b ^ Math.unsignedMultiplyHigh(a, b);
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
