package dev.slipway.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Folders that commands write to, looked at from outside. */
public final class Lakes {
    private Lakes() {}

    /** Every regular file below, in order. */
    public static List<Path> files(Path folder) {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a reader of {@code **}{@code /*.parquet} would take for data. */
    public static List<Path> data(Path folder) {
        return files(folder).stream()
                .filter(file -> file.toString().endsWith(".parquet"))
                .toList();
    }

    /** What is staged. */
    public static List<Path> staged(Path folder) {
        return files(folder.resolve("_slipway/staging"));
    }

    /** Copies a folder with all that is in it. */
    public static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }
}
