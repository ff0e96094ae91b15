package dev.slipway.parquet;

import dev.slipway.store.Sink;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Finished pages of one column chunk, held in blocks that grow without copying and are used again by the next chunk. */
final class Segments {
    static final int SEGMENT = 32 << 10;

    /** The blocks that one writer's chunks take from and give back to. Not thread-safe. */
    static final class Pool {
        private final ArrayDeque<byte[]> free = new ArrayDeque<>();

        private byte[] take() {
            byte[] segment = free.poll();
            return segment == null ? new byte[SEGMENT] : segment;
        }
    }

    private final Pool pool;
    private final List<byte[]> full = new ArrayList<>();
    private byte[] last = new byte[0];
    private int lastLength;
    private long length;

    Segments(Pool pool) {
        this.pool = pool;
    }

    long length() {
        return length;
    }

    void append(byte[] bytes, int offset, int count) {
        int from = offset;
        int rest = count;
        while (rest > 0) {
            if (lastLength == last.length) {
                next();
            }
            int part = Math.min(rest, last.length - lastLength);
            System.arraycopy(bytes, from, last, lastLength, part);
            lastLength += part;
            from += part;
            rest -= part;
        }
        length += count;
    }

    private void next() {
        if (lastLength > 0) {
            full.add(last);
        }
        last = pool.take();
        lastLength = 0;
    }

    /** Writes everything to {@code sink} and forgets it. */
    void drainTo(Sink sink) {
        for (byte[] segment : full) {
            sink.write(segment, 0, segment.length);
            pool.free.push(segment);
        }
        full.clear();
        if (last.length > 0) {
            sink.write(last, 0, lastLength);
            pool.free.push(last);
        }
        last = new byte[0];
        lastLength = 0;
        length = 0;
    }
}
