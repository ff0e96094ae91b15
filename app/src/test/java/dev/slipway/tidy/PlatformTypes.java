package dev.slipway.tidy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Simple names of the JDK's own types, which a page may name beside ours. */
final class PlatformTypes {
    private PlatformTypes() {}

    static Set<String> names() throws IOException {
        Path packages = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules/java.base/java");
        try (Stream<Path> files = Files.walk(packages)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.contains("$"))
                    .map(name -> name.substring(0, name.length() - ".class".length()))
                    .collect(Collectors.toSet());
        }
    }
}
