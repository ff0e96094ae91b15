package dev.slipway.files;

import java.io.IOException;
import java.io.InputStream;

/** Knows how many bytes were read through it. */
final class CountedStream extends InputStream {
    private final InputStream in;
    private long count;

    CountedStream(InputStream in) {
        this.in = in;
    }

    long count() {
        return count;
    }

    @Override
    public int read() throws IOException {
        int read = in.read();
        count += read < 0 ? 0 : 1;
        return read;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = in.read(target, offset, length);
        count += Math.max(0, read);
        return read;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
