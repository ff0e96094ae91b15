package dev.slipway.files;

import dev.slipway.data.Column;
import dev.slipway.data.Validity;
import java.util.Arrays;

/** Builds byte strings, one behind the other. */
public final class BytesBuilder extends ColumnBuilder {
    /** An array that one huge value made is not kept for all that follow. */
    private static final int KEPT_MAX = 8 << 20;

    private byte[] data = new byte[0];
    private int end;
    private int[] starts = new int[0];
    private int[] lengths = new int[0];

    BytesBuilder() {}

    /** Adds a copy of these bytes. */
    public void add(byte[] bytes, int start, int length) {
        append(bytes, start, length);
        finish();
    }

    /** Adds bytes to the value that {@link #finish} will add. */
    void append(byte[] bytes, int start, int length) {
        room(length);
        System.arraycopy(bytes, start, data, end, length);
        end += length;
    }

    /** Adds a byte to the value that {@link #finish} will add. */
    void append(int octet) {
        room(1);
        data[end++] = (byte) octet;
    }

    /** Adds what was appended since the last value. */
    void finish() {
        int row = next();
        starts[row] = begin(row);
        lengths[row] = end - starts[row];
    }

    private int begin(int row) {
        return row == 0 ? 0 : starts[row - 1] + lengths[row - 1];
    }

    private void room(int length) {
        if (data.length - end < length) {
            data = Arrays.copyOf(data, Math.max(grown(data.length), Math.addExact(end, length)));
        }
    }

    @Override
    public long bytes() {
        return 2L * Integer.BYTES * rows() + end;
    }

    @Override
    void makeRoom(int count) {
        if (starts.length < count) {
            starts = Arrays.copyOf(starts, grown(starts.length));
            lengths = Arrays.copyOf(lengths, starts.length);
        }
    }

    @Override
    void addEmpty(int row) {
        starts[row] = begin(row);
        lengths[row] = 0;
        end = starts[row];
    }

    @Override
    void keepValues(int kept) {
        end = begin(kept);
        if (end == 0 && data.length > KEPT_MAX) {
            data = new byte[0];
        }
    }

    @Override
    Column column(Validity validity) {
        return new Column.Bytes(data, starts, lengths, validity);
    }
}
