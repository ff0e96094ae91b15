package dev.slipway.parquet;

import dev.slipway.data.Column;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Values stored as BOOLEAN, INT32 or FLOAT. */
final class IntValues extends Values {
    private final boolean bool;
    private final Order order;
    private int[] values = new int[8];

    IntValues(boolean bool, Order order) {
        this.bool = bool;
        this.order = order;
    }

    private void reserve(int more) {
        if (values.length < count + more + 8) {
            values = Arrays.copyOf(values, Math.max(count + more + 8, values.length * 2));
        }
    }

    @Override
    void add(Column column, int @Nullable [] positions, int from, int n) {
        reserve(n);
        if (column instanceof Column.Longs longs) {
            narrow(longs.values(), positions, from, n);
        } else if (positions == null) {
            System.arraycopy(((Column.Ints) column).values(), from, values, count, n);
        } else {
            int[] source = ((Column.Ints) column).values();
            for (int i = 0; i < n; i++) {
                values[count + i] = source[positions[from + i]];
            }
        }
        count += n;
    }

    /** Decimals of few digits and times in milliseconds travel as longs. */
    private void narrow(long[] source, int @Nullable [] positions, int from, int n) {
        for (int i = 0; i < n; i++) {
            values[count + i] = (int) source[positions == null ? from + i : positions[from + i]];
        }
    }

    @Override
    void gather(Values entries, int[] indices, int n) {
        reserve(n);
        int[] source = ((IntValues) entries).values;
        for (int i = 0; i < n; i++) {
            values[count + i] = source[indices[i]];
        }
        count += n;
    }

    @Override
    void addNumber(long value) {
        reserve(1);
        values[count++] = (int) value;
    }

    @Override
    int fit(Column column, int @Nullable [] positions, int from, int n, long room) {
        return fitFixed(Integer.BYTES, n, room);
    }

    @Override
    long bytes() {
        return (long) count * Integer.BYTES;
    }

    @Override
    long capacity() {
        return (long) values.length * Integer.BYTES;
    }

    @Override
    void encode(Coding coding, Output out, Workspace workspace) {
        switch (coding) {
            case PLAIN -> plain(out);
            case RUNS -> runs(out, workspace);
            case DELTA -> workspace.delta.ints(values, count, out);
            case SPLIT -> {
                workspace.spare.clear();
                plain(workspace.spare);
                Split.encode(workspace.spare.bytes(), count, Integer.BYTES, out);
            }
            case DICTIONARY, DELTA_LENGTH, DELTA_PREFIX -> throw unsupported(coding);
        }
    }

    private void plain(Output out) {
        if (bool) {
            int groups = (count + 7) >>> 3;
            Arrays.fill(values, count, groups * 8, 0);
            BitPacking.ints(values, 0, groups, 1, out.reserve(groups), out.length());
            out.advance(groups);
            return;
        }
        byte[] bytes = out.reserve(bytes());
        int at = out.length();
        for (int i = 0; i < count; i++) {
            Output.INT.set(bytes, at + i * Integer.BYTES, values[i]);
        }
        out.advance(count * Integer.BYTES);
    }

    private void runs(Output out, Workspace workspace) {
        workspace.spare.clear();
        Runs.encode(values, count, 1, workspace.spare);
        out.intLittle(workspace.spare.length());
        out.write(workspace.spare.bytes(), 0, workspace.spare.length());
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
        int flip = order == Order.UNSIGNED ? Integer.MIN_VALUE : 0;
        int min = Integer.MAX_VALUE;
        int max = Integer.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            if (used == null || used[i] != 0) {
                min = Math.min(min, values[i] ^ flip);
                max = Math.max(max, values[i] ^ flip);
            }
        }
        return Bounds.exact(plain(min ^ flip), plain(max ^ flip));
    }

    private @Nullable Bounds floating(byte @Nullable [] used) {
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        boolean any = false;
        for (int i = 0; i < count; i++) {
            float value = Float.intBitsToFloat(values[i]);
            if ((used == null || used[i] != 0) && !Float.isNaN(value)) {
                any = true;
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
        }
        // A reader may take −0.0 and 0.0 for equal or not: the bounds hold either way.
        return any
                ? Bounds.exact(
                        plain(Float.floatToRawIntBits(min == 0 ? -0.0f : min)),
                        plain(Float.floatToRawIntBits(max == 0 ? 0.0f : max)))
                : null;
    }

    private byte[] plain(int value) {
        if (bool) {
            return new byte[] {(byte) value};
        }
        byte[] bytes = new byte[Integer.BYTES];
        Output.INT.set(bytes, 0, value);
        return bytes;
    }

    @Override
    void clear() {
        count = 0;
    }
}
