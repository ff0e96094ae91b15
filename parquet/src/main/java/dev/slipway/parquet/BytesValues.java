package dev.slipway.parquet;

import dev.slipway.Failure;
import dev.slipway.data.Column;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Values stored as BYTE_ARRAY, one behind the other in one array. */
final class BytesValues extends Values {
    /** Arrays above this are given back when they are emptied. */
    private static final int KEPT_MAX = 4 << 20;

    private final boolean utf8;
    private byte[] data = new byte[Output.SLACK];
    private int[] offsets = new int[8];

    BytesValues(boolean utf8) {
        this.utf8 = utf8;
    }

    byte[] data() {
        return data;
    }

    /** Value {@code i} is {@code data[offsets[i] … offsets[i + 1])}. */
    int[] offsets() {
        return offsets;
    }

    private void reserve(int more, long moreBytes) {
        if (offsets.length < count + more + 1) {
            offsets = Arrays.copyOf(offsets, Math.max(count + more + 1, offsets.length * 2));
        }
        long needed = offsets[count] + moreBytes + Output.SLACK;
        if (needed > data.length) {
            if (needed > Integer.MAX_VALUE - 64) {
                throw new Failure(
                        Failure.Kind.INPUT, "a row has more than 2 GB in one column, more than Parquet allows");
            }
            data = Arrays.copyOf(data, (int) Math.min(Math.max(needed, data.length * 2L), Integer.MAX_VALUE - 64));
        }
    }

    @Override
    void add(Column column, int @Nullable [] positions, int from, int n) {
        Column.Bytes source = (Column.Bytes) column;
        reserve(n, bytesOf(source, positions, from, n));
        int end = offsets[count];
        byte[] bytes = source.data();
        for (int i = 0; i < n; i++) {
            int row = positions == null ? from + i : positions[from + i];
            int length = source.lengths()[row];
            copy(bytes, source.starts()[row], length, data, end);
            end += length;
            offsets[count + i + 1] = end;
        }
        count += n;
    }

    void add(byte[] bytes, int start, int length) {
        reserve(1, length);
        int end = offsets[count];
        copy(bytes, start, length, data, end);
        offsets[++count] = end + length;
    }

    /** Whole words while they last: most values are too short for a call of arraycopy to pay. */
    private static void copy(byte[] from, int start, int length, byte[] to, int at) {
        if (length > 128 || start + length + 8 > from.length) {
            System.arraycopy(from, start, to, at, length);
            return;
        }
        for (int i = 0; i < length; i += 8) {
            Output.LONG.set(to, at + i, (long) Output.LONG.get(from, start + i));
        }
    }

    private static long bytesOf(Column.Bytes source, int @Nullable [] positions, int from, int n) {
        int[] lengths = source.lengths();
        long sum = 0;
        if (positions == null) {
            for (int i = from; i < from + n; i++) {
                sum += lengths[i];
            }
        } else {
            for (int i = from; i < from + n; i++) {
                sum += lengths[positions[i]];
            }
        }
        return sum;
    }

    @Override
    void gather(Values entries, int[] indices, int n) {
        BytesValues source = (BytesValues) entries;
        for (int i = 0; i < n; i++) {
            int start = source.offsets[indices[i]];
            add(source.data, start, source.offsets[indices[i] + 1] - start);
        }
    }

    @Override
    int fit(Column column, int @Nullable [] positions, int from, int n, long room) {
        Column.Bytes source = (Column.Bytes) column;
        if (bytesOf(source, positions, from, n) < room) {
            return n;
        }
        long sum = 0;
        for (int i = 0; i < n; i++) {
            sum += source.lengths()[positions == null ? from + i : positions[from + i]];
            if (sum >= room) {
                return i + 1;
            }
        }
        return n;
    }

    @Override
    long bytes() {
        return offsets[count];
    }

    @Override
    long capacity() {
        return data.length + (long) offsets.length * Integer.BYTES;
    }

    @Override
    void encode(Coding coding, Output out, Workspace workspace) {
        switch (coding) {
            case PLAIN -> plain(out);
            case DELTA_LENGTH -> deltaLength(out, workspace);
            case DELTA_PREFIX -> deltaPrefix(out, workspace);
            case RUNS, DELTA, DICTIONARY, SPLIT -> throw unsupported(coding);
        }
    }

    private void plain(Output out) {
        long size = bytes() + count * 4L;
        byte[] bytes = out.reserve(size);
        int at = out.length();
        for (int i = 0; i < count; i++) {
            int length = offsets[i + 1] - offsets[i];
            Output.INT.set(bytes, at, length);
            copy(data, offsets[i], length, bytes, at + 4);
            at += 4 + length;
        }
        out.advance((int) size);
    }

    private void deltaLength(Output out, Workspace workspace) {
        int[] lengths = workspace.numbers(count);
        for (int i = 0; i < count; i++) {
            lengths[i] = offsets[i + 1] - offsets[i];
        }
        workspace.delta.ints(lengths, count, out);
        out.write(data, 0, offsets[count]);
    }

    private void deltaPrefix(Output out, Workspace workspace) {
        int[] prefixes = workspace.numbers(count);
        for (int i = 0; i < count; i++) {
            prefixes[i] = sharedWithPrevious(i);
        }
        workspace.delta.ints(prefixes, count, out);
        workspace.spare.clear();
        for (int i = 0; i < count; i++) {
            int length = offsets[i + 1] - offsets[i] - prefixes[i];
            workspace.spare.write(data, offsets[i] + prefixes[i], length);
            prefixes[i] = length;
        }
        workspace.delta.ints(prefixes, count, out);
        out.write(workspace.spare.bytes(), 0, workspace.spare.length());
    }

    /** How many leading bytes value {@code i} has in common with the one before. */
    int sharedWithPrevious(int i) {
        if (i == 0) {
            return 0;
        }
        int at = Arrays.mismatch(data, offsets[i - 1], offsets[i], data, offsets[i], offsets[i + 1]);
        return at < 0 ? offsets[i + 1] - offsets[i] : at;
    }

    @Override
    @Nullable
    Bounds bounds(byte @Nullable [] used, int bytesMax) {
        int min = -1;
        int max = -1;
        long minHead = Long.MAX_VALUE;
        long maxHead = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            if (used != null && used[i] == 0) {
                continue;
            }
            long head = head(i);
            if (head <= minHead && (min < 0 || head < minHead || compare(i, min) < 0)) {
                min = i;
                minHead = head;
            }
            if (head >= maxHead && (max < 0 || head > maxHead || compare(i, max) > 0)) {
                max = i;
                maxHead = head;
            }
        }
        return min < 0 ? null : Truncation.bounds(value(min), value(max), utf8, bytesMax);
    }

    /** The first 8 bytes, missing ones as 0, so that signed comparison puts them in the order of the values. */
    private long head(int i) {
        int length = offsets[i + 1] - offsets[i];
        long word = (long) Output.BIG_LONG.get(data, offsets[i]);
        long mask = length >= 8 ? -1L : ~(-1L >>> length * 8);
        return (word & mask) ^ Long.MIN_VALUE;
    }

    private int compare(int left, int right) {
        return Arrays.compareUnsigned(data, offsets[left], offsets[left + 1], data, offsets[right], offsets[right + 1]);
    }

    /** A value, of long ones as much as decides about its bounds. */
    private byte[] value(int i) {
        return Arrays.copyOfRange(
                data, offsets[i], (int) Math.min(offsets[i + 1], (long) offsets[i] + Truncation.WHOLE_MAX + 1));
    }

    @Override
    void clear() {
        count = 0;
        if (capacity() > KEPT_MAX) {
            data = new byte[Output.SLACK];
            offsets = new int[8];
        }
    }
}
