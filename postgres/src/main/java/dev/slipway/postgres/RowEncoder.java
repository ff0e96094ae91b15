package dev.slipway.postgres;

import dev.slipway.Failure;
import dev.slipway.data.Batch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Makes the bytes of a binary COPY of batches. Not thread-safe. */
final class RowEncoder {
    /** What begins a stream: a signature, flags, and the length of what else could stand there. */
    static final byte[] HEADER = Arrays.copyOf("PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1), 19);

    /** What ends it. */
    static final byte[] TRAILER = {-1, -1};

    private final List<Landing> columns;
    private final List<ColumnEncoder> encoders;
    private int[] rows = new int[0];
    private int[] sizes = new int[0];
    private int[] positions = new int[0];
    private byte[] out = new byte[0];

    /** @param encoders one for each of {@code columns} */
    RowEncoder(List<Landing> columns, List<ColumnEncoder> encoders) {
        this.columns = List.copyOf(columns);
        this.encoders = List.copyOf(encoders);
    }

    /** What was encoded last; may be longer. */
    byte[] bytes() {
        return out;
    }

    /**
     * Encodes all rows of a batch, and returns how many bytes that takes.
     *
     * @param file where they come from, for messages
     * @throws Failure INPUT when a value has no place in Postgres
     */
    int encode(Batch batch, String file) {
        int count = batch.rows();
        int column = 0;
        try {
            identity(count);
            sizes = ColumnEncoder.room(sizes, count);
            Arrays.fill(sizes, 0, count, Short.BYTES);
            for (; column < columns.size(); column++) {
                encoders.get(column)
                        .measure(batch.columns().get(columns.get(column).place()), rows, count, sizes);
            }
            int length = place(count, file);
            for (column = 0; column < columns.size(); column++) {
                encoders.get(column)
                        .write(batch.columns().get(columns.get(column).place()), rows, count, out, positions);
            }
            return length;
        } catch (Unfit e) {
            throw new Failure(
                    Failure.Kind.INPUT,
                    "column \"" + columns.get(column).field().name() + "\" of " + file + " " + e.what()
                            + "; it cannot be restored");
        }
    }

    private void identity(int count) {
        int known = rows.length;
        rows = ColumnEncoder.room(rows, count);
        for (int i = known; i < rows.length; i++) {
            rows[i] = i;
        }
    }

    private int place(int count, String file) {
        positions = ColumnEncoder.room(positions, count);
        long length = 0;
        for (int i = 0; i < count; i++) {
            positions[i] = (int) length;
            length += sizes[i];
            if (sizes[i] < 0 || length > Integer.MAX_VALUE - 8) {
                throw new Failure(
                        Failure.Kind.INPUT, "the rows of " + file + " are larger than the 1 GB that Postgres takes");
            }
        }
        if (out.length < length) {
            out = new byte[(int) Math.min(Integer.MAX_VALUE - 8, length + (length >> 2))];
        }
        for (int i = 0; i < count; i++) {
            BigEndian.putShort(out, positions[i], columns.size());
            positions[i] += Short.BYTES;
        }
        return (int) length;
    }
}
