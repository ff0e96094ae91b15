package dev.slipway.store;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitResult;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the objects below a folder while others write, rename and delete there. */
final class LocalListing extends SimpleFileVisitor<Path> {
    private final LocalKeys keys;
    private final String prefix;
    private final List<Blob> blobs = new ArrayList<>();

    LocalListing(LocalKeys keys, String prefix) {
        this.keys = keys;
        this.prefix = prefix;
    }

    /** What was met, in the order of keys, which no folder has of itself. */
    List<Blob> sorted() {
        blobs.sort(Comparator.comparing(Blob::key, LocalKeys.ORDER));
        return blobs;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        return keys.own(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        String key = keys.of(file);
        if (attributes.isRegularFile() && key.startsWith(prefix)) {
            blobs.add(new Blob(key, attributes.size(), LocalStore.version(attributes)));
        }
        return FileVisitResult.CONTINUE;
    }

    /** What is gone before it was looked at is no object; a link to a folder above leads to nothing new. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
        if (e instanceof NoSuchFileException || e instanceof FileSystemLoopException || LocalFailure.noFolder(e)) {
            return FileVisitResult.CONTINUE;
        }
        throw e;
    }

    /** A folder that was removed under our hands has been read as far as it went. */
    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
        if (e != null && !(e instanceof NoSuchFileException)) {
            throw e;
        }
        return FileVisitResult.CONTINUE;
    }
}
