package dev.slipway.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Passes bytes on, and remembers those from some place on, so that what a parser walked over can be had again. Of what is
 * larger than it may be, only the beginning is remembered; what was passed on last always is.
 */
final class ByteTape extends BulkStream {
    private static final int CHUNK = 1 << 16;

    private final InputStream in;
    private final int bytesMax;
    private byte[] data = new byte[2 * CHUNK];
    /** Where in the file the first byte of {@link #data} stands. */
    private long base;

    private int length;
    private long wanted;
    private byte[] head = new byte[0];

    ByteTape(InputStream in, int bytesMax) {
        this.in = in;
        this.bytesMax = bytesMax;
    }

    /** From now on nothing before this place in the file is wanted, and everything behind it. */
    void forget(long before) {
        wanted = before;
        head = new byte[0];
    }

    /** Whether all bytes are remembered from the place that is wanted on. */
    boolean whole() {
        return head.length == 0;
    }

    /** The bytes that are remembered, or the beginning of those that are wanted. */
    byte[] data() {
        return whole() ? data : head;
    }

    /** Where in {@link #data} what is wanted begins. */
    int start() {
        return whole() ? (int) (wanted - base) : 0;
    }

    /** Where in {@link #data} the byte stands that is at this place of the file, or the end of the beginning. */
    int end(long place) {
        return whole() ? (int) (place - base) : head.length;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        int read = in.read(target, offset, Math.min(count, CHUNK));
        if (read > 0) {
            remember(target, offset, read);
        }
        return read;
    }

    private void remember(byte[] bytes, int offset, int count) {
        int gone = (int) Math.min(length, Math.max(0, wanted - base));
        if (head.length > 0) {
            gone = length;
        } else if (length - gone + count > bytesMax + CHUNK) {
            head = Arrays.copyOfRange(data, gone, Math.min(length, gone + Reject.RAW_BYTES_MAX));
            gone = length;
            data = new byte[2 * CHUNK];
        }
        if (gone > 0) {
            System.arraycopy(data, Math.min(gone, data.length), data, 0, gone == length ? 0 : length - gone);
            base += gone;
            length -= gone;
        }
        if (data.length - length < count) {
            long doubled = Math.min(2L * data.length, (long) bytesMax + 2 * CHUNK);
            data = Arrays.copyOf(data, (int) Math.max(length + count, doubled));
        }
        System.arraycopy(bytes, offset, data, length, count);
        length += count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
