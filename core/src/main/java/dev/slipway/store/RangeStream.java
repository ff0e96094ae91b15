package dev.slipway.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The bytes of a file from an offset on, at most so many. */
final class RangeStream extends InputStream {
    private final FileChannel channel;
    private long left;

    private RangeStream(FileChannel channel, long length) {
        this.channel = channel;
        this.left = length;
    }

    /** Opens first and then runs {@code check}: what is checked is what will be read. */
    static InputStream open(Path path, long offset, long length, Runnable check) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            check.run();
            channel.position(offset);
            return new RangeStream(channel, length);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0) {
            return -1;
        }
        int count = channel.read(ByteBuffer.wrap(target, offset, (int) Math.min(length, left)));
        if (count > 0) {
            left -= count;
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
