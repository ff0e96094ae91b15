package dev.slipway.parquet;

import dev.slipway.data.Column;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A dictionary of 128-bit values. */
final class WideDictionary extends Dictionary {
    private final WideValues values;
    private final int width;
    private int[] slots = new int[TABLE_MIN];

    WideDictionary(WideValues values, int width) {
        super(values);
        this.values = values;
        this.width = width;
    }

    @Override
    int add(Column column, int @Nullable [] positions, int from, int n, int[] indices, int at, long bytesMax) {
        Column.Wides source = (Column.Wides) column;
        for (int i = 0; i < n; i++) {
            int row = positions == null ? from + i : positions[from + i];
            indices[at + i] = index(source.high()[row], source.low()[row]);
            if ((long) values.count * width >= bytesMax) {
                return i + 1;
            }
        }
        return n;
    }

    private static int hash(long high, long low) {
        return spread(low ^ high * 0xD6E8FEB86659FD93L);
    }

    private int index(long high, long low) {
        int mask = slots.length - 1;
        int slot = hash(high, low) & mask;
        while (true) {
            int entry = slots[slot] - 1;
            if (entry < 0) {
                values.add(high, low);
                slots[slot] = values.count;
                if (values.count * 2 > slots.length) {
                    grow();
                }
                return values.count - 1;
            }
            if (values.low(entry) == low && values.high(entry) == high) {
                return entry;
            }
            slot = slot + 1 & mask;
        }
    }

    private void grow() {
        slots = new int[slots.length * 2];
        int mask = slots.length - 1;
        for (int i = 0; i < values.count; i++) {
            int slot = hash(values.high(i), values.low(i)) & mask;
            while (slots[slot] != 0) {
                slot = slot + 1 & mask;
            }
            slots[slot] = i + 1;
        }
    }

    @Override
    void clear() {
        entries.clear();
        Arrays.fill(slots, 0);
    }

    @Override
    long tableCapacity() {
        return slots.length * 4L;
    }
}
