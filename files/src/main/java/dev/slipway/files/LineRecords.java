package dev.slipway.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The lines of a file that hold anything but white space, without what ends them. A line ends with LF or CR LF. */
final class LineRecords implements Records {
    private static final int CHUNK = 1 << 16;

    private final InputStream in;
    private final int bytesMax;
    private byte[] data = new byte[2 * CHUNK];
    private int limit;
    /** Where the next line begins. */
    private int at;

    private int start;
    private int end;
    private long size;
    private long line;
    private boolean over;

    LineRecords(InputStream in, int bytesMax) {
        this.in = in;
        this.bytesMax = bytesMax;
    }

    @Override
    public boolean next() throws IOException {
        while (!over) {
            line++;
            if (!read()) {
                return false;
            }
            if (!blank()) {
                return true;
            }
        }
        return false;
    }

    /** Reads a line; false if there is none, since the file ended with the one before. */
    private boolean read() throws IOException {
        int from = at;
        while (true) {
            int found = lineFeed(from);
            if (found >= 0) {
                take(found, found + 1);
                return true;
            }
            // One more, for it may be the half of what ends the line.
            if (limit - at > bytesMax + 1) {
                skipRest();
                return true;
            }
            from = limit - at;
            if (!fill()) {
                over = true;
                take(limit, limit);
                return size > 0;
            }
            from += at;
        }
    }

    private int lineFeed(int from) {
        for (int i = from; i < limit; i++) {
            if (data[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void take(int stop, int next) {
        start = at;
        end = stop > at && data[stop - 1] == '\r' ? stop - 1 : stop;
        size = (long) end - start;
        at = next;
        if (size > bytesMax) {
            end = start + Math.min(end - start, Reject.RAW_BYTES_MAX);
        }
    }

    /** Keeps the beginning of a line that is too long, and passes over its end. */
    private void skipRest() throws IOException {
        byte[] head = Arrays.copyOfRange(data, at, at + Math.min(limit - at, Reject.RAW_BYTES_MAX));
        long length = (long) limit - at;
        boolean carriage = data[limit - 1] == '\r';
        data = new byte[2 * CHUNK + head.length];
        int base = head.length;
        System.arraycopy(head, 0, data, 0, base);
        int found = -1;
        while (found < 0) {
            int count = in.read(data, base, CHUNK);
            if (count < 0) {
                over = true;
                limit = base;
                found = base;
            } else {
                limit = base + count;
                found = lineFeed(base);
                int stop = found < 0 ? limit : found;
                length += stop - base;
                carriage = stop > base ? data[stop - 1] == '\r' : carriage;
            }
        }
        start = 0;
        end = base;
        size = length - (carriage ? 1 : 0);
        at = Math.min(limit, found + 1);
    }

    /** Reads more behind what is there, which moves to the front; false at the end of the file. */
    private boolean fill() throws IOException {
        if (at > 0) {
            System.arraycopy(data, at, data, 0, limit - at);
            limit -= at;
            at = 0;
        }
        if (data.length - limit < CHUNK) {
            data = Arrays.copyOf(data, (int) Math.min(2L * data.length, (long) bytesMax + 2 * CHUNK));
        }
        int count = in.read(data, limit, Math.min(CHUNK, data.length - limit));
        limit += Math.max(0, count);
        return count >= 0;
    }

    private boolean blank() {
        for (int i = start; i < end; i++) {
            if (data[i] != ' ' && data[i] != '\t' && data[i] != '\r') {
                return false;
            }
        }
        return size == end - start;
    }

    @Override
    public byte[] data() {
        return data;
    }

    @Override
    public int start() {
        return start;
    }

    @Override
    public int end() {
        return end;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
