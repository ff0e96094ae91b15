package dev.slipway.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One lock for each key, between threads and between processes. A file lock belongs to the whole process, so a thread
 * takes the lock in memory first. Keys share 64 locks: enough for what is replaced, and no files to clean up.
 */
final class KeyLocks {
    private static final int STRIPES = 64;
    private static final long PAUSE_NANOS_MAX = 4_000_000;
    private static final ReentrantLock[] THREADS = new ReentrantLock[STRIPES];

    static {
        for (int i = 0; i < STRIPES; i++) {
            THREADS[i] = new ReentrantLock();
        }
    }

    private final Path folder;

    KeyLocks(Path folder) {
        this.folder = folder;
    }

    /** Waits for the key's lock. */
    Held hold(String key) throws IOException {
        int stripe = Math.floorMod(key.hashCode(), STRIPES);
        ReentrantLock thread = THREADS[stripe];
        thread.lock();
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(
                    folder.resolve(String.format(Locale.ROOT, "%02d.lock", stripe)),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            try {
                return new Held(thread, channel, lock(channel));
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            thread.unlock();
            throw e;
        }
    }

    /**
     * Asks again and again instead of waiting in the system, which takes two processes for deadlocked when threads of each
     * wait for a lock of the other, although no thread waits for one lock while it holds another.
     */
    private static FileLock lock(FileChannel channel) throws IOException {
        long pauseNanos = 50_000;
        while (true) {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
            LockSupport.parkNanos(pauseNanos);
            pauseNanos = Math.min(2 * pauseNanos, PAUSE_NANOS_MAX);
        }
    }

    /** A lock that is held until it is closed, by the thread that took it. */
    record Held(ReentrantLock thread, FileChannel channel, FileLock lock) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            // Closing the channel releases the lock.
            try (channel) {
                lock.release();
            } finally {
                thread.unlock();
            }
        }
    }
}
