package dev.slipway.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/**
 * A new file, written in large blocks and, where the file system can, past the page cache: what is written once and read
 * elsewhere should not push out what a database beside it keeps there, and reading it back then asks the device. Through
 * the cache where it cannot. Not thread-safe.
 */
final class BlockFile implements Closeable {
    /** Not part of the standard, so looked up by name; absent where a JDK does not have it. */
    static final Optional<OpenOption> DIRECT = direct();

    /** Many files may be open that few bytes are written to. */
    private static final int FIRST_BUFFER_BYTES = 1 << 16;

    private final Path path;
    private final int bufferBytes;
    private final int blockBytes;
    private ByteBuffer buffer;
    private FileChannel channel;
    private boolean uncached;

    /** Bytes that were given to the file system. */
    private long flushed;

    /** Creates a file that is written through the cache. */
    static BlockFile cached(Path path, int bufferBytes) throws IOException {
        return new BlockFile(path, bufferBytes, 1, Optional.empty());
    }

    /** Creates a file that is written past the cache, where that can be had, in blocks of {@code bufferBytes}. */
    static BlockFile uncached(Path path, int bufferBytes) throws IOException {
        return new BlockFile(path, bufferBytes, blockBytes(path), DIRECT);
    }

    /**
     * Creates the file.
     *
     * @param blockBytes what the file system writes at once; past the cache only if that is a power of two and divides
     *     {@code bufferBytes}
     * @param uncached how to ask for writing past the cache
     * @throws java.nio.file.FileAlreadyExistsException if there is one
     */
    BlockFile(Path path, int bufferBytes, long blockBytes, Optional<OpenOption> uncached) throws IOException {
        this.path = path;
        boolean aligned = Long.bitCount(blockBytes) == 1 && bufferBytes % blockBytes == 0;
        this.blockBytes = aligned ? (int) blockBytes : 1;
        this.bufferBytes = bufferBytes;
        boolean grows = bufferBytes > FIRST_BUFFER_BYTES && FIRST_BUFFER_BYTES % this.blockBytes == 0;
        buffer = buffer(grows ? FIRST_BUFFER_BYTES : bufferBytes);
        channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        if (aligned && uncached.isPresent()) {
            reopen(uncached.get());
        }
    }

    private ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocateDirect(bytes + blockBytes)
                .alignedSlice(blockBytes)
                .slice(0, bytes);
    }

    private static Optional<OpenOption> direct() {
        try {
            Object[] options =
                    Class.forName("com.sun.nio.file.ExtendedOpenOption").getEnumConstants();
            return Arrays.stream(options)
                    .filter(option -> option.toString().equals("DIRECT"))
                    .map(OpenOption.class::cast)
                    .findFirst();
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    /** 0 where nothing tells. */
    private static long blockBytes(Path path) {
        try {
            return Files.getFileStore(path.toAbsolutePath().getParent()).getBlockSize();
        } catch (IOException | UnsupportedOperationException e) {
            return 0;
        }
    }

    /** In a second step, since some systems create a file that they then refuse to open so. */
    private void reopen(OpenOption option) throws IOException {
        FileChannel cached = channel;
        try {
            channel = FileChannel.open(path, StandardOpenOption.WRITE, option);
            uncached = true;
            cached.close();
        } catch (IOException | UnsupportedOperationException e) {
            // This file system does not, which is no reason not to write.
        }
    }

    /** Whether what is written passes the cache by, as far as the file system has said. */
    boolean isUncached() {
        return uncached;
    }

    void write(byte[] bytes, int offset, int count) throws IOException {
        int at = offset;
        int end = offset + count;
        while (at < end) {
            int part = Math.min(end - at, buffer.remaining());
            buffer.put(bytes, at, part);
            at += part;
            if (!buffer.hasRemaining()) {
                flush();
                buffer = buffer.capacity() < bufferBytes ? buffer(bufferBytes) : buffer;
            }
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        try {
            drain();
        } catch (IOException e) {
            if (!uncached) {
                throw e;
            }
            // Refused, or cut at an odd place: through the cache, whose error, if there is one, says what is wrong.
            channel.close();
            channel = FileChannel.open(path, StandardOpenOption.WRITE).position(flushed + buffer.position());
            uncached = false;
            drain();
        }
        flushed += buffer.limit();
        buffer.clear();
    }

    private void drain() throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** Writes what is left; the file then has every byte and no more. */
    void finish() throws IOException {
        long length = flushed + buffer.position();
        while (buffer.position() % blockBytes != 0) {
            buffer.put((byte) 0);
        }
        flush();
        channel.truncate(length);
    }

    /** Returns when the device has the file and what is known about it. */
    void sync() throws IOException {
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
