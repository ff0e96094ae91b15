package dev.slipway.bench;

import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import dev.slipway.data.Column;
import dev.slipway.data.Schema;
import dev.slipway.data.Validity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.jspecify.annotations.Nullable;

/** Our batches as Arrow's: arrays are copied once, whole, to memory that its reader keeps. */
final class ArrowBatches extends ArrowReader {
    private final Schema schema;
    private final Batches batches;
    private long[] words = new long[1 << 15];

    ArrowBatches(BufferAllocator allocator, Schema schema, Batches batches) {
        super(allocator);
        this.schema = schema;
        this.batches = batches;
    }

    @Override
    protected org.apache.arrow.vector.types.pojo.Schema readSchema() {
        return new org.apache.arrow.vector.types.pojo.Schema(
                schema.fields().stream().map(ArrowSchema::field).toList());
    }

    @Override
    public boolean loadNextBatch() throws IOException {
        prepareLoadNextBatch();
        Batch batch = batches.next(Integer.MAX_VALUE);
        if (batch == null) {
            return false;
        }
        List<FieldVector> vectors = getVectorSchemaRoot().getFieldVectors();
        try (ArrowViews views = new ArrowViews(allocator, batch.columns(), batch.rows())) {
            for (int i = 0; i < vectors.size(); i++) {
                load(vectors.get(i), batch.columns().get(i), batch.rows(), views);
            }
        }
        getVectorSchemaRoot().setRowCount(batch.rows());
        return true;
    }

    private void load(FieldVector vector, Column column, int rows, ArrowViews views) {
        ArrowBuf validity = validity(column.validity(), rows);
        List<ArrowBuf> buffers =
                switch (column) {
                    case Column.Ints ints -> List.of(validity, ints(ints.values(), rows, vector));
                    case Column.Longs longs -> List.of(validity, longs(longs.values(), rows, vector));
                    case Column.Bytes bytes -> bytes(bytes, rows, validity, views);
                    case Column.Lists lists -> List.of(validity, copy(lists.offsets(), rows + 1));
                    case Column.Wides wide -> throw new IllegalArgumentException("no 128-bit columns here: " + wide);
                    case Column.Structs structs -> throw new IllegalArgumentException("no structs here: " + structs);
                };
        vector.loadFieldBuffers(new ArrowFieldNode(rows, column.validity().nulls()), buffers);
        buffers.forEach(ArrowBuf::close); // the vector holds them now
        if (column instanceof Column.Lists lists) {
            load(vector.getChildrenFromFields().getFirst(), lists.elements(), lists.offsets()[rows], views);
        }
    }

    private ArrowBuf validity(Validity validity, int rows) {
        int words = Validity.words(rows);
        long[] bits = validity.words();
        if (!validity.hasNulls()) {
            bits = new long[words];
            Arrays.fill(bits, -1);
        }
        return copy(bits, words);
    }

    private ArrowBuf ints(int[] values, int rows, FieldVector vector) {
        int width = ((BaseFixedWidthVector) vector).getTypeWidth();
        if (width == Integer.BYTES) {
            return copy(values, rows);
        }
        if (width != Short.BYTES) {
            throw new IllegalArgumentException("no values of " + width + " bytes here");
        }
        ArrowBuf buffer = allocator.buffer((long) rows * Short.BYTES);
        ByteBuffer target = view(buffer, rows * Short.BYTES);
        for (int i = 0; i < rows; i++) {
            target.putShort(i * Short.BYTES, (short) values[i]);
        }
        return buffer;
    }

    /** Arrow's decimals have 128 bits. */
    private ArrowBuf longs(long[] values, int rows, FieldVector vector) {
        if (((BaseFixedWidthVector) vector).getTypeWidth() == Long.BYTES) {
            return copy(values, rows);
        }
        if (words.length < 2 * rows) {
            words = new long[2 * rows];
        }
        for (int i = 0; i < rows; i++) {
            words[2 * i] = values[i];
            words[2 * i + 1] = values[i] >> 63;
        }
        return copy(words, 2 * rows);
    }

    private List<ArrowBuf> bytes(Column.Bytes bytes, int rows, ArrowBuf validity, ArrowViews views) {
        if (words.length < 2 * rows) {
            words = new long[2 * rows];
        }
        views.fill(bytes, rows, words);
        return List.of(validity, copy(words, 2 * rows), views.data(bytes));
    }

    private ArrowBuf copy(int[] values, int count) {
        ArrowBuf buffer = allocator.buffer((long) count * Integer.BYTES);
        view(buffer, count * Integer.BYTES).asIntBuffer().put(values, 0, count);
        return buffer;
    }

    private ArrowBuf copy(long[] values, int count) {
        ArrowBuf buffer = allocator.buffer((long) count * Long.BYTES);
        view(buffer, count * Long.BYTES).asLongBuffer().put(values, 0, count);
        return buffer;
    }

    private static ByteBuffer view(ArrowBuf buffer, int bytes) {
        buffer.writerIndex(bytes);
        return buffer.nioBuffer(0, bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public long bytesRead() {
        return 0;
    }

    @Override
    protected void closeReadSource() {
        batches.close();
    }

    @Override
    public @Nullable Dictionary lookup(long id) {
        return null;
    }
}
