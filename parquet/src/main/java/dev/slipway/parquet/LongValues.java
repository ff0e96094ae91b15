package dev.slipway.parquet;

import dev.slipway.data.Column;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Values stored as INT64 or DOUBLE. */
final class LongValues extends Values {
    private final Order order;
    private long[] values = new long[8];

    LongValues(Order order) {
        this.order = order;
    }

    private void reserve(int more) {
        if (values.length < count + more) {
            values = Arrays.copyOf(values, Math.max(count + more, values.length * 2));
        }
    }

    @Override
    void add(Column column, int @Nullable [] positions, int from, int n) {
        reserve(n);
        long[] source = ((Column.Longs) column).values();
        if (positions == null) {
            System.arraycopy(source, from, values, count, n);
        } else {
            for (int i = 0; i < n; i++) {
                values[count + i] = source[positions[from + i]];
            }
        }
        count += n;
    }

    @Override
    void gather(Values entries, int[] indices, int n) {
        reserve(n);
        long[] source = ((LongValues) entries).values;
        for (int i = 0; i < n; i++) {
            values[count + i] = source[indices[i]];
        }
        count += n;
    }

    @Override
    void addNumber(long value) {
        reserve(1);
        values[count++] = value;
    }

    @Override
    int fit(Column column, int @Nullable [] positions, int from, int n, long room) {
        return fitFixed(Long.BYTES, n, room);
    }

    @Override
    long bytes() {
        return (long) count * Long.BYTES;
    }

    @Override
    long capacity() {
        return (long) values.length * Long.BYTES;
    }

    @Override
    void encode(Coding coding, Output out, Workspace workspace) {
        switch (coding) {
            case PLAIN -> plain(out);
            case DELTA -> workspace.delta.longs(values, count, out);
            case SPLIT -> {
                workspace.spare.clear();
                plain(workspace.spare);
                Split.encode(workspace.spare.bytes(), count, Long.BYTES, out);
            }
            case RUNS, DICTIONARY, DELTA_LENGTH, DELTA_PREFIX -> throw unsupported(coding);
        }
    }

    private void plain(Output out) {
        byte[] bytes = out.reserve(bytes());
        int at = out.length();
        for (int i = 0; i < count; i++) {
            Output.LONG.set(bytes, at + i * Long.BYTES, values[i]);
        }
        out.advance(count * Long.BYTES);
    }

    @Override
    @Nullable
    Bounds bounds(byte @Nullable [] used, int bytesMax) {
        if (count == 0) {
            return null;
        }
        if (order == Order.FLOATING) {
            return floating(used);
        }
        long flip = order == Order.UNSIGNED ? Long.MIN_VALUE : 0;
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            if (used == null || used[i] != 0) {
                min = Math.min(min, values[i] ^ flip);
                max = Math.max(max, values[i] ^ flip);
            }
        }
        return Bounds.exact(plain(min ^ flip), plain(max ^ flip));
    }

    private @Nullable Bounds floating(byte @Nullable [] used) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        boolean any = false;
        for (int i = 0; i < count; i++) {
            double value = Double.longBitsToDouble(values[i]);
            if ((used == null || used[i] != 0) && !Double.isNaN(value)) {
                any = true;
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
        }
        // A reader may take −0.0 and 0.0 for equal or not: the bounds hold either way.
        return any
                ? Bounds.exact(
                        plain(Double.doubleToRawLongBits(min == 0 ? -0.0 : min)),
                        plain(Double.doubleToRawLongBits(max == 0 ? 0.0 : max)))
                : null;
    }

    private static byte[] plain(long value) {
        byte[] bytes = new byte[Long.BYTES];
        Output.LONG.set(bytes, 0, value);
        return bytes;
    }

    @Override
    void clear() {
        count = 0;
    }
}
