package dev.slipway.store;

import dev.slipway.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

/** A file in the staging folder. */
final class LocalStaged implements Staged {
    /** Told apart between processes, too, so that versions differ. */
    private static final AtomicLong SERIAL =
            new AtomicLong(ProcessHandle.current().pid() * 7919);

    private final Path path;
    private final Supplier<Blob> blob;
    private final Function<IOException, Failure> failure;
    private final BlockFile file;
    private final Naming naming;
    private boolean sealed;

    /** Makes the name of a complete file durable, where anyone will look for it by that name. */
    interface Naming {
        void sync() throws IOException;
    }

    LocalStaged(Path path, BlockFile file, Naming naming, Supplier<Blob> blob, Function<IOException, Failure> failure) {
        this.path = path;
        this.naming = naming;
        this.blob = blob;
        this.failure = failure;
        this.file = file;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        checkOpen();
        try {
            file.write(bytes, offset, length);
        } catch (IOException e) {
            throw failure.apply(e);
        }
    }

    private void checkOpen() {
        if (sealed) {
            throw new IllegalStateException(path + " is sealed");
        }
    }

    @Override
    public Sealed seal() {
        checkOpen();
        try {
            file.finish();
            Files.setLastModifiedTime(path, stamp());
            file.sync();
            file.close();
            naming.sync();
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
            file.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw failure.apply(e);
        }
    }
}
