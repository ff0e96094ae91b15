package dev.slipway.store;

import dev.slipway.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lends local files with the bytes of objects, for readers that need a path: the objects themselves where they are files,
 * else copies, of which there are never more than so many bytes. Thread-safe.
 */
public final class LocalCopies {
    private final Path folder;
    private final long bytesMax;
    private long bytes;

    /**
     * Copies in a folder, which is created when it is needed.
     *
     * @param bytesMax of all copies together
     */
    public LocalCopies(Path folder, long bytesMax) {
        this.folder = folder;
        this.bytesMax = bytesMax;
    }

    /** Files, lent until this is closed, in the order of the objects. */
    public final class Lent implements AutoCloseable {
        private final List<Path> paths = new ArrayList<>();
        private final List<Path> copies = new ArrayList<>();
        private final long taken;

        private Lent(long taken) {
            this.taken = taken;
        }

        /** Where they are. */
        public List<Path> paths() {
            return List.copyOf(paths);
        }

        /** Where the only one is. */
        public Path path() {
            return paths.getFirst();
        }

        /** Removes the copies. */
        @Override
        public void close() {
            copies.forEach(LocalCopies::delete);
            copies.clear();
            give(taken);
        }
    }

    /**
     * Lends files; waits while others have been lent too much.
     *
     * @throws Failure CONFIG when they are larger than all copies may be, UNAVAILABLE when there is no space for them
     */
    public Lent of(Store store, List<Blob> blobs) {
        long needed = needed(store, blobs);
        take(needed, store.root());
        Lent lent = new Lent(needed);
        boolean whole = false;
        try {
            for (Blob blob : blobs) {
                Optional<Path> path = store.path(blob);
                lent.paths.add(path.isPresent() ? path.get() : copy(store, blob, lent.copies));
            }
            whole = true;
            return lent;
        } finally {
            if (!whole) {
                lent.close();
            }
        }
    }

    /** Whether copies of these could be lent all at once, if nobody else had any. */
    public boolean canHold(Store store, List<Blob> blobs) {
        return needed(store, blobs) <= bytesMax;
    }

    private static long needed(Store store, List<Blob> blobs) {
        return blobs.stream()
                .filter(blob -> store.path(blob).isEmpty())
                .mapToLong(Blob::size)
                .sum();
    }

    private synchronized void take(long needed, String root) {
        if (needed > bytesMax) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "reading back from " + root + " needs local copies of " + needed + " bytes at once, and " + bytesMax
                            + " are allowed; allow more by --cache-bytes, or make smaller files");
        }
        while (bytes > bytesMax - needed) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Failure(Failure.Kind.CANCELLED, "interrupted", e);
            }
        }
        bytes += needed;
    }

    private synchronized void give(long taken) {
        bytes -= taken;
        notifyAll();
    }

    private Path copy(Store store, Blob blob, List<Path> copies) {
        try {
            long free = Files.getFileStore(Files.createDirectories(folder)).getUsableSpace();
            if (free < blob.size()) {
                throw new Failure(
                        Failure.Kind.UNAVAILABLE,
                        blob.key() + " has " + blob.size() + " bytes and cannot be copied to " + folder + ", which has "
                                + free + " free; make space there, or name another folder by java.io.tmpdir");
            }
            Path copy = Files.createTempFile(folder, "slipway-", ".parquet");
            copies.add(copy);
            try (InputStream in = store.read(blob, 0, blob.size())) {
                Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            }
            return copy;
        } catch (IOException e) {
            throw new Failure(
                    Failure.Kind.UNAVAILABLE, blob.key() + " cannot be copied to " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void delete(Path copy) {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            // What is left in the temporary folder harms nobody.
        }
    }
}
