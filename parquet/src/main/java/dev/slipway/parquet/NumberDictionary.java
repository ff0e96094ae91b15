package dev.slipway.parquet;

import dev.slipway.data.Column;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A dictionary of numbers of up to 64 bits: open addressing, keys beside their numbers. */
final class NumberDictionary extends Dictionary {
    private final int width;
    private long[] keys = new long[TABLE_MIN];

    /** Number + 1 of the entry in each slot; 0 where the slot is free. */
    private int[] slots = new int[TABLE_MIN];

    NumberDictionary(Values entries, int width) {
        super(entries);
        this.width = width;
    }

    @Override
    int add(Column column, int @Nullable [] positions, int from, int n, int[] indices, int at, long bytesMax) {
        long entriesMax = (bytesMax - 1) / width + 1;
        if (column instanceof Column.Ints ints) {
            int[] source = ints.values();
            for (int i = 0; i < n; i++) {
                indices[at + i] = index(source[positions == null ? from + i : positions[from + i]]);
                if (entries.count >= entriesMax) {
                    return i + 1;
                }
            }
        } else {
            long[] source = ((Column.Longs) column).values();
            for (int i = 0; i < n; i++) {
                indices[at + i] = index(source[positions == null ? from + i : positions[from + i]]);
                if (entries.count >= entriesMax) {
                    return i + 1;
                }
            }
        }
        return n;
    }

    private int index(long key) {
        int mask = slots.length - 1;
        int slot = spread(key) & mask;
        while (true) {
            int entry = slots[slot];
            if (entry == 0) {
                return insert(key, slot);
            }
            if (keys[slot] == key) {
                return entry - 1;
            }
            slot = slot + 1 & mask;
        }
    }

    private int insert(long key, int slot) {
        keys[slot] = key;
        entries.addNumber(key);
        slots[slot] = entries.count;
        if (entries.count * 2 > slots.length) {
            grow();
        }
        return entries.count - 1;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldSlots = slots;
        keys = new long[oldKeys.length * 2];
        slots = new int[oldSlots.length * 2];
        int mask = slots.length - 1;
        for (int i = 0; i < oldSlots.length; i++) {
            if (oldSlots[i] != 0) {
                int slot = spread(oldKeys[i]) & mask;
                while (slots[slot] != 0) {
                    slot = slot + 1 & mask;
                }
                slots[slot] = oldSlots[i];
                keys[slot] = oldKeys[i];
            }
        }
    }

    @Override
    void clear() {
        entries.clear();
        Arrays.fill(slots, 0);
    }

    @Override
    long tableCapacity() {
        return slots.length * 12L;
    }
}
