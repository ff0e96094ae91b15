package dev.slipway.app.sql;

import dev.slipway.Failure;
import dev.slipway.app.IoText;
import dev.slipway.app.Wiring;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file that appears under its name when it is complete, and not at all otherwise. */
final class ResultFile implements AutoCloseable {
    private final Path file;
    private final Path part;
    private final boolean overwrite;

    private ResultFile(Path file, Path part, boolean overwrite) {
        this.file = file;
        this.part = part;
        this.overwrite = overwrite;
    }

    /** @throws Failure CONFIG when it is there and may not be replaced, or cannot be */
    static ResultFile of(Path file, boolean overwrite) {
        Path absolute = file.toAbsolutePath();
        Path name = absolute.getFileName();
        if (name == null || Files.isDirectory(absolute)) {
            throw new Failure(Failure.Kind.CONFIG, file + " is a folder; name a file");
        }
        if (!Files.isDirectory(absolute.resolveSibling(""))) {
            throw new Failure(Failure.Kind.CONFIG, file + ": there is no such folder");
        }
        ResultFile result = new ResultFile(
                absolute, absolute.resolveSibling('.' + name.toString() + '.' + Wiring.run()), overwrite);
        result.requireFree();
        return result;
    }

    private void requireFree() {
        if (!overwrite && Files.exists(file)) {
            throw new Failure(
                    Failure.Kind.CONFIG, file + " is there already; name another file, or replace it by --overwrite");
        }
    }

    /** Where to write it meanwhile. */
    Path part() {
        return part;
    }

    OutputStream open() {
        try {
            return new BufferedOutputStream(Files.newOutputStream(part, StandardOpenOption.CREATE_NEW), 1 << 16);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    Failure failure(IOException e) {
        return new Failure(Failure.Kind.UNAVAILABLE, file + " cannot be written: " + IoText.of(e), e);
    }

    /** Gives it its name. */
    void complete() {
        requireFree();
        try {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // It is told apart from results by its name.
        }
    }
}
