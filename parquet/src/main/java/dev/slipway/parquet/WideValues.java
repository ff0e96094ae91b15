package dev.slipway.parquet;

import dev.slipway.data.Column;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Values of 9 to 16 bytes stored as FIXED_LEN_BYTE_ARRAY, big end first: UUIDs and decimals of many digits. */
final class WideValues extends Values {
    private final int width;
    private final Order order;
    private long[] high = new long[8];
    private long[] low = new long[8];

    WideValues(int width, Order order) {
        this.width = width;
        this.order = order;
    }

    long high(int index) {
        return high[index];
    }

    long low(int index) {
        return low[index];
    }

    private void reserve(int more) {
        if (high.length < count + more) {
            int length = Math.max(count + more, high.length * 2);
            high = Arrays.copyOf(high, length);
            low = Arrays.copyOf(low, length);
        }
    }

    @Override
    void add(Column column, int @Nullable [] positions, int from, int n) {
        reserve(n);
        Column.Wides source = (Column.Wides) column;
        if (positions == null) {
            System.arraycopy(source.high(), from, high, count, n);
            System.arraycopy(source.low(), from, low, count, n);
        } else {
            for (int i = 0; i < n; i++) {
                high[count + i] = source.high()[positions[from + i]];
                low[count + i] = source.low()[positions[from + i]];
            }
        }
        count += n;
    }

    void add(long highHalf, long lowHalf) {
        reserve(1);
        high[count] = highHalf;
        low[count++] = lowHalf;
    }

    @Override
    void gather(Values entries, int[] indices, int n) {
        reserve(n);
        WideValues source = (WideValues) entries;
        for (int i = 0; i < n; i++) {
            high[count + i] = source.high[indices[i]];
            low[count + i] = source.low[indices[i]];
        }
        count += n;
    }

    @Override
    int fit(Column column, int @Nullable [] positions, int from, int n, long room) {
        return fitFixed(width, n, room);
    }

    @Override
    long bytes() {
        return (long) count * width;
    }

    @Override
    long capacity() {
        return high.length * 16L;
    }

    @Override
    void encode(Coding coding, Output out, Workspace workspace) {
        switch (coding) {
            case PLAIN -> plain(out);
            case SPLIT -> {
                workspace.spare.clear();
                plain(workspace.spare);
                Split.encode(workspace.spare.bytes(), count, width, out);
            }
            case RUNS, DELTA, DICTIONARY, DELTA_LENGTH, DELTA_PREFIX -> throw unsupported(coding);
        }
    }

    private void plain(Output out) {
        byte[] bytes = out.reserve(bytes());
        int at = out.length();
        for (int i = 0; i < count; i++) {
            put(i, bytes, at);
            at += width;
        }
        out.advance(count * width);
    }

    /** The lower half last, before it as much of the upper half as there is room for. */
    private void put(int index, byte[] bytes, int at) {
        Output.BIG_LONG.set(bytes, at, high[index] << (16 - width) * 8);
        Output.BIG_LONG.set(bytes, at + width - 8, low[index]);
    }

    @Override
    @Nullable
    Bounds bounds(byte @Nullable [] used, int bytesMax) {
        int min = -1;
        int max = -1;
        for (int i = 0; i < count; i++) {
            if (used == null || used[i] != 0) {
                min = min < 0 || less(i, min) ? i : min;
                max = max < 0 || less(max, i) ? i : max;
            }
        }
        return min < 0 ? null : Bounds.exact(plain(min), plain(max));
    }

    private boolean less(int left, int right) {
        long flip = order == Order.LEXICAL ? Long.MIN_VALUE : 0;
        return high[left] == high[right]
                ? Long.compareUnsigned(low[left], low[right]) < 0
                : (high[left] ^ flip) < (high[right] ^ flip);
    }

    private byte[] plain(int index) {
        byte[] bytes = new byte[width];
        put(index, bytes, 0);
        return bytes;
    }

    @Override
    void clear() {
        count = 0;
    }
}
