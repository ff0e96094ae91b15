package dev.slipway.app.verify;

import dev.slipway.Failure;
import dev.slipway.app.IoText;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Walks a folder for Parquet files, and for folders that hold records of ours. What cannot be looked into is an error. */
final class FoundFiles extends SimpleFileVisitor<Path> {
    /** The folder in which a store keeps what is not data. */
    static final String RECORDS = "_slipway";

    private final SortedSet<Path> files = new TreeSet<>();
    private final SortedSet<Path> lakes = new TreeSet<>();

    private FoundFiles() {}

    static FoundFiles below(Path folder) {
        FoundFiles found = new FoundFiles();
        try {
            Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, found);
        } catch (IOException e) {
            throw new Failure(Failure.Kind.UNAVAILABLE, "could not look into " + IoText.of(e), e);
        }
        return found;
    }

    /** The Parquet files, in order. */
    List<Path> files() {
        return List.copyOf(files);
    }

    /** The folders with records of ours, in order. */
    List<Path> lakes() {
        return List.copyOf(lakes);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        if (!folder.endsWith(RECORDS)) {
            return FileVisitResult.CONTINUE;
        }
        lakes.add(folder.resolveSibling(""));
        return FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (attributes.isRegularFile() && file.toString().endsWith(".parquet")) {
            files.add(file);
        }
        return FileVisitResult.CONTINUE;
    }

    /** What is gone before it was looked at is no file; a link to a folder above leads to nothing new. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
        if (e instanceof NoSuchFileException || e instanceof FileSystemLoopException) {
            return FileVisitResult.CONTINUE;
        }
        throw e;
    }
}
