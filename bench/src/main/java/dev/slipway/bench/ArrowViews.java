package dev.slipway.bench;

import dev.slipway.data.Column;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Arrow's views of byte strings, 16 bytes each: a length, then up to 12 bytes, or 4 of them and the place of all. So values
 * need not be moved one by one: the array that they lie in is copied once for all columns of a batch.
 */
final class ArrowViews implements AutoCloseable {
    private static final int INLINE_MAX = 12;
    private static final int PREFIX_BYTES = 4;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final BufferAllocator allocator;
    private final IdentityHashMap<byte[], Span> spans = new IdentityHashMap<>();

    /** The part of an array that values lie in. */
    private record Span(ArrowBuf copy, int from) {}

    /** Copies the arrays of all byte strings in {@code columns}. */
    ArrowViews(BufferAllocator allocator, List<Column> columns, int rows) {
        this.allocator = allocator;
        IdentityHashMap<byte[], int[]> bounds = new IdentityHashMap<>();
        columns.forEach(column -> find(bounds, column, rows));
        bounds.forEach((array, bound) -> {
            int length = Math.max(0, bound[1] - bound[0]);
            ArrowBuf copy = allocator.buffer(length);
            copy.setBytes(0, array, length == 0 ? 0 : bound[0], length);
            copy.writerIndex(length);
            spans.put(array, new Span(copy, bound[0]));
        });
    }

    private static void find(IdentityHashMap<byte[], int[]> bounds, Column column, int rows) {
        switch (column) {
            case Column.Bytes bytes -> {
                int[] bound = bounds.computeIfAbsent(bytes.data(), array -> new int[] {Integer.MAX_VALUE, 0});
                for (int i = 0; i < rows; i++) {
                    if (bytes.lengths()[i] > INLINE_MAX) {
                        bound[0] = Math.min(bound[0], bytes.starts()[i]);
                        bound[1] = Math.max(bound[1], bytes.starts()[i] + bytes.lengths()[i]);
                    }
                }
            }
            case Column.Lists lists -> find(bounds, lists.elements(), lists.offsets()[rows]);
            case Column.Structs structs -> structs.fields().forEach(field -> find(bounds, field, rows));
            case Column.Ints none -> {}
            case Column.Longs none -> {}
            case Column.Wides none -> {}
        }
    }

    /** Fills {@code words} with two for each row. */
    void fill(Column.Bytes bytes, int rows, long[] words) {
        byte[] data = bytes.data();
        int from = Objects.requireNonNull(spans.get(data)).from;
        for (int i = 0; i < rows; i++) {
            int length = bytes.lengths()[i];
            int start = bytes.starts()[i];
            if (length > INLINE_MAX) {
                words[2 * i] = length | (long) (int) INT.get(data, start) << Integer.SIZE;
                words[2 * i + 1] = (long) (start - from) << Integer.SIZE;
            } else {
                words[2 * i] = length | bits(data, start, Math.min(length, PREFIX_BYTES)) << Integer.SIZE;
                words[2 * i + 1] = bits(data, start + PREFIX_BYTES, length - PREFIX_BYTES);
            }
        }
    }

    private static long bits(byte[] data, int start, int length) {
        long bits = 0;
        for (int i = 0; i < length; i++) {
            bits |= (data[start + i] & 0xFFL) << (i << 3);
        }
        return bits;
    }

    /** The copy of what {@code bytes} point into, for the caller to close. */
    ArrowBuf data(Column.Bytes bytes) {
        ArrowBuf copy = Objects.requireNonNull(spans.get(bytes.data())).copy;
        return copy.getReferenceManager().retain(copy, allocator);
    }

    @Override
    public void close() {
        spans.values().forEach(span -> span.copy.close());
    }
}
