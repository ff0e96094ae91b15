package dev.slipway.app.sql;

import dev.slipway.Failure;
import dev.slipway.app.IoText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for as long as queries run: for local copies, and for what does not fit into memory. */
final class Workplace implements AutoCloseable {
    private final Path folder;

    private Workplace(Path folder) {
        this.folder = folder;
    }

    static Workplace open() {
        try {
            Path folder = Files.createTempDirectory("slipway-sql-");
            Files.createDirectory(folder.resolve("copies"));
            return new Workplace(folder);
        } catch (IOException e) {
            throw new Failure(Failure.Kind.UNAVAILABLE, "there is no room for queries: " + IoText.of(e), e);
        }
    }

    Path folder() {
        return folder;
    }

    Path copies() {
        return folder.resolve("copies");
    }

    /** A file with these bytes. */
    Path put(String name, byte[] bytes) {
        try {
            return Files.write(copies().resolve(name), bytes);
        } catch (IOException e) {
            throw new Failure(Failure.Kind.UNAVAILABLE, "there is no room for queries: " + IoText.of(e), e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepest = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepest) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            // What is left in the temporary folder harms nobody.
        }
    }
}
