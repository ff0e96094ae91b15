package dev.slipway.parquet;

import dev.slipway.Failure;
import dev.slipway.data.Batch;
import dev.slipway.data.Field;
import dev.slipway.data.Table;
import dev.slipway.format.FileWriter;
import dev.slipway.store.Sink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Writes one file, row group after row group. Of the row group at hand only finished pages, dictionaries and one open page
 * for each leaf are held.
 */
final class ParquetWriter implements FileWriter {
    /** After so many bytes of rows, memory is checked. */
    private static final long STRIDE_BYTES = 1 << 20;

    /**
     * Readers that work on vectors, as DuckDB does, take so many rows of a row group at once, whatever their length: a row
     * group of fewer rows is how a writer spares them.
     */
    private static final int VECTOR_ROWS = 2_048;

    /** A row group ends when so many bytes of rows, however well they compress, would be in one vector. */
    private static final long VECTOR_BYTES = 32 << 20;

    /** What an open file takes besides its rows: buffers on the way to the disk. */
    private static final long OPEN_BYTES = 192 << 10;

    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    private final Table table;
    private final ParquetSettings settings;
    private final Sink sink;
    private final Workspace workspace;
    private final List<ChunkWriter> chunks = new ArrayList<>();
    private final List<Shredder> shredders = new ArrayList<>();
    private final RowSizes sizes;
    private final FooterWriter footer;
    private long position;
    private int groupRows;

    /** Bytes of rows since memory was last checked; where that happens must not depend on batches. */
    private long stride;

    /** Rows in the last vector of this row group, and their bytes. */
    private int vectorRows;

    private long vectorBytes;
    private boolean done;

    ParquetWriter(Table table, ParquetSettings settings, Map<String, Coding> forced, Sink sink) {
        this.table = table;
        this.settings = settings;
        this.sink = sink;
        workspace = new Workspace(settings.codec());
        sizes = new RowSizes(settings.valueBytesMax());
        SchemaTree tree = new SchemaTree(table);
        Segments.Pool pool = new Segments.Pool();
        for (Leaf leaf : tree.leaves()) {
            chunks.add(new ChunkWriter(leaf, settings, workspace, pool, forced.get(leaf.name())));
        }
        Iterator<ChunkWriter> leaves = chunks.iterator();
        table.schema().fields().forEach(field -> shredders.add(Shredder.of(field, leaves)));
        footer = new FooterWriter(table, tree, settings, workspace.compressor.format());
        write(MAGIC, MAGIC.length);
    }

    private void write(byte[] bytes, int length) {
        sink.write(bytes, 0, length);
        position += length;
    }

    @Override
    public int rowsWanted() {
        return settings.groupRows() - groupRows;
    }

    @Override
    public void write(Batch batch) {
        if (done) {
            throw new IllegalStateException("the file is finished");
        }
        checkNulls(batch);
        long[] bytes = sizes.of(batch);
        int from = 0;
        while (from < batch.rows()) {
            int to = from;
            int end = (int) Math.min(batch.rows(), (long) from + rowsWanted());
            while (to < end && stride < STRIDE_BYTES) {
                boolean next = vectorRows == VECTOR_ROWS;
                vectorRows = next ? 1 : vectorRows + 1;
                vectorBytes = next ? bytes[to] : vectorBytes + bytes[to];
                stride += bytes[to++];
            }
            for (int c = 0; c < shredders.size(); c++) {
                shredders.get(c).add(batch.columns().get(c), from, to);
            }
            groupRows += to - from;
            from = to;
            if (groupRows == settings.groupRows() || stride >= STRIDE_BYTES && full()) {
                endGroup();
            }
            stride = stride >= STRIDE_BYTES ? 0 : stride;
        }
    }

    private void checkNulls(Batch batch) {
        List<Field> fields = table.schema().fields();
        for (int c = 0; c < fields.size(); c++) {
            if (!fields.get(c).nullable() && batch.columns().get(c).validity().hasNulls()) {
                throw new Failure(
                        Failure.Kind.INPUT,
                        "column \"" + fields.get(c).name() + "\" of " + table.qualifiedName()
                                + " is declared not null, and holds a null");
            }
        }
    }

    /** Whether the row group is as much as is good for our memory, or for a reader's. */
    private boolean full() {
        return pending() >= settings.groupBytes() || vectorBytes >= VECTOR_BYTES;
    }

    private long pending() {
        long held = 0;
        for (ChunkWriter chunk : chunks) {
            held += chunk.held();
        }
        return held;
    }

    @Override
    public long bytesHeld() {
        return OPEN_BYTES + pending();
    }

    private void endGroup() {
        if (groupRows == 0) {
            return;
        }
        footer.beginGroup(groupRows, position);
        for (ChunkWriter chunk : chunks) {
            chunk.finish();
            footer.add(chunk, position);
            Output dictionary = chunk.pages().dictionary();
            write(dictionary.bytes(), dictionary.length());
            position += chunk.pages().data().length();
            chunk.pages().data().drainTo(sink);
            chunk.clear();
        }
        footer.endGroup();
        groupRows = 0;
        stride = 0;
        vectorRows = 0;
        vectorBytes = 0;
    }

    @Override
    public long bytes() {
        long sum = position + footer.bytes();
        for (ChunkWriter chunk : chunks) {
            sum += chunk.storedBytes();
        }
        return sum;
    }

    @Override
    public void finish(Map<String, String> metadata) {
        if (done) {
            throw new IllegalStateException("the file is finished");
        }
        endGroup();
        done = true;
        Output out = footer.finish(position, metadata);
        out.write(MAGIC, 0, MAGIC.length);
        write(out.bytes(), out.length());
        close();
    }

    @Override
    public void close() {
        done = true;
        workspace.close();
    }
}
