package dev.slipway.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The server that comes as a library; that library unpacks it when it first starts one. */
final class EmbeddedBinaries {
    private static final Path FOLDER = Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg");

    private EmbeddedBinaries() {}

    static Path unpack() throws IOException {
        Optional<Path> there = unpacked();
        if (there.isPresent()) {
            return there.get();
        }
        EmbeddedPostgres.start().close();
        return unpacked().orElseThrow(() -> new IOException("no server in " + FOLDER));
    }

    private static Optional<Path> unpacked() throws IOException {
        if (!Files.isDirectory(FOLDER)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(FOLDER)) {
            return versions.filter(path -> Files.exists(path.resolve(".exists")))
                    .filter(path -> Files.isExecutable(path.resolve("bin/initdb")))
                    .filter(path -> Files.exists(path.resolve("share/postgresql/extension/plpgsql.control")))
                    .max(Comparator.comparing(path -> path.toFile().lastModified()));
        }
    }
}
