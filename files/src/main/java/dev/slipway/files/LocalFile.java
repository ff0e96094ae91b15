package dev.slipway.files;

import dev.slipway.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;

/** A file of this machine. */
record LocalFile(Path file, String name, long size, FileTime time) implements FileInput {
    static LocalFile of(Path file, String name) {
        if (Files.isDirectory(file)) {
            throw new Failure(Failure.Kind.CONFIG, file + " is a folder, expected a file: name the files in it");
        }
        // A pipe would keep its reader waiting, and gives what it holds only once; files are read twice and more.
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    file
                            + " is a pipe or a device, expected a file, which can be read again: write it to one first, or name"
                            + " - and have it on standard input");
        }
        try {
            return new LocalFile(file, name, Files.size(file), Files.getLastModifiedTime(file));
        } catch (NoSuchFileException e) {
            throw missing(file, e);
        } catch (IOException e) {
            throw FileTrouble.unread(file.toString(), e);
        }
    }

    private static Failure missing(Path file, NoSuchFileException e) {
        return new Failure(Failure.Kind.CONFIG, "there is no file " + file + ": look at its name and folder", e);
    }

    @Override
    public Optional<Path> path() {
        return Optional.of(file);
    }

    @Override
    public InputStream open() {
        try {
            return Files.newInputStream(file);
        } catch (NoSuchFileException e) {
            throw missing(file, e);
        } catch (IOException e) {
            throw FileTrouble.unread(file.toString(), e);
        }
    }

    @Override
    public Optional<Instant> modified() {
        return Optional.of(time.toInstant());
    }

    @Override
    public boolean changed() {
        try {
            return Files.size(file) != size || !Files.getLastModifiedTime(file).equals(time);
        } catch (IOException e) {
            return true;
        }
    }
}
