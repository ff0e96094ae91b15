package dev.slipway.store;

import dev.slipway.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

/** A file in the staging folder, written through one direct buffer so that pages of any size cost no extra copies. */
final class LocalStaged implements Staged {
    /** Told apart between processes, too, so that versions differ. */
    private static final AtomicLong SERIAL =
            new AtomicLong(ProcessHandle.current().pid() * 7919);

    private final Path path;
    private final Supplier<Blob> blob;
    private final Function<IOException, Failure> failure;
    private final FileChannel channel;
    private final ByteBuffer buffer;
    private boolean sealed;

    LocalStaged(Path path, int bufferBytes, Supplier<Blob> blob, Function<IOException, Failure> failure)
            throws IOException {
        this.path = path;
        this.blob = blob;
        this.failure = failure;
        this.channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        this.buffer = ByteBuffer.allocateDirect(bufferBytes);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        checkOpen();
        int at = offset;
        int left = length;
        while (left > 0) {
            int count = Math.min(left, buffer.remaining());
            buffer.put(bytes, at, count);
            at += count;
            left -= count;
            if (!buffer.hasRemaining()) {
                flush();
            }
        }
    }

    private void checkOpen() {
        if (sealed) {
            throw new IllegalStateException(path + " is sealed");
        }
    }

    private void flush() {
        buffer.flip();
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw failure.apply(e);
        }
        buffer.clear();
    }

    @Override
    public Sealed seal() {
        checkOpen();
        flush();
        try {
            Files.setLastModifiedTime(path, stamp());
            channel.force(true);
            channel.close();
        } catch (IOException e) {
            throw failure.apply(e);
        }
        sealed = true;
        return new Sealed(blob.get());
    }

    /**
     * When it was written, with a number of our own below the millisecond: file systems reuse inodes at once and count time
     * in ticks of milliseconds, so that a file could otherwise look like one that it replaced.
     */
    private FileTime stamp() throws IOException {
        long nanos = Math.floorMod(SERIAL.incrementAndGet(), 1_000_000L);
        return FileTime.from(Files.getLastModifiedTime(path)
                .toInstant()
                .truncatedTo(ChronoUnit.MILLIS)
                .plusNanos(nanos));
    }

    @Override
    public void close() {
        if (sealed) {
            return;
        }
        try {
            channel.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw failure.apply(e);
        }
    }
}
