package dev.slipway.store;

import dev.slipway.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Function;
import java.util.function.Supplier;

/** A file in the staging folder, written through one direct buffer so that pages of any size cost no extra copies. */
final class LocalStaged implements Staged {
    private static final int BUFFER_BYTES = 1 << 18;

    private final Path path;
    private final Supplier<Blob> blob;
    private final Function<IOException, Failure> failure;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private boolean sealed;

    LocalStaged(Path path, Supplier<Blob> blob, Function<IOException, Failure> failure) throws IOException {
        this.path = path;
        this.blob = blob;
        this.failure = failure;
        this.channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
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
        flush();
        try {
            channel.force(true);
            channel.close();
        } catch (IOException e) {
            throw failure.apply(e);
        }
        sealed = true;
        return new Sealed(blob.get());
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
