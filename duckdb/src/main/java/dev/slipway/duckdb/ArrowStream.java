package dev.slipway.duckdb;

import java.io.IOException;
import java.lang.reflect.Field;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.arrow.c.ArrowArray;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.ArrowSchema;
import org.apache.arrow.memory.BufferAllocator;
import org.duckdb.DuckDBResultSet;

/**
 * The rows of a result as structs of Arrow's C data interface. Arrow's own vectors are left out: they would be built anew
 * for each batch, and their schema class starts a JSON library. Not thread-safe.
 */
final class ArrowStream implements AutoCloseable {
    private static final Field STREAM = streamField();

    private final BufferAllocator allocator;
    private final AutoCloseable reader;
    private final ArrowArrayStream stream;
    private final ArrowArray batch;

    /** Takes the rows of {@code result}, {@code rows} to a batch but for the last. */
    ArrowStream(ResultSet result, BufferAllocator allocator, int rows) throws SQLException {
        this.allocator = allocator;
        reader = (AutoCloseable) result.unwrap(DuckDBResultSet.class).arrowExportStream(allocator, rows);
        stream = streamOf(reader);
        batch = ArrowArray.allocateNew(allocator);
    }

    /** The columns of the result, below a nameless root. */
    ArrowField root() throws IOException {
        try (ArrowSchema schema = ArrowSchema.allocateNew(allocator)) {
            stream.getSchema(schema);
            try {
                return ArrowField.read(schema.memoryAddress());
            } finally {
                schema.release();
            }
        }
    }

    /** The address of the next batch's root, valid until the next call; 0 after the last. */
    long next() throws IOException {
        release();
        stream.getNext(batch);
        return ArrowNode.released(batch.memoryAddress()) ? 0 : batch.memoryAddress();
    }

    private void release() {
        if (!ArrowNode.released(batch.memoryAddress())) {
            batch.release();
        }
    }

    @Override
    public void close() {
        release();
        batch.close();
        try {
            reader.close();
        } catch (Exception e) {
            throw new IllegalStateException("an Arrow stream did not close", e);
        }
    }

    /** DuckDB's driver hands out its stream only inside Arrow's reader, whose type is private to its package. */
    private static Field streamField() {
        try {
            Field field =
                    Class.forName("org.apache.arrow.c.ArrowArrayStreamReader").getDeclaredField("ownedStream");
            field.setAccessible(true);
            return field;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this version of arrow-c-data keeps its stream elsewhere", e);
        }
    }

    private static ArrowArrayStream streamOf(AutoCloseable reader) {
        try {
            return (ArrowArrayStream) STREAM.get(reader);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("the Arrow stream cannot be reached", e);
        }
    }
}
