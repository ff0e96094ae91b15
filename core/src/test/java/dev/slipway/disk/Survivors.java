package dev.slipway.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Files and folders that outlived a power loss. */
public final class Survivors {
    private static final int FOLDER = -1;

    /** Which node each path is, a folder before what is in it. */
    private final Map<String, Integer> nodes = new LinkedHashMap<>();

    private final Map<Integer, byte[]> contents = new HashMap<>();

    Survivors() {}

    void folder(String path) {
        nodes.put(path, FOLDER);
    }

    /** The content is asked for once: a file with two names has one. */
    void file(String path, int node, Supplier<byte[]> content) {
        nodes.put(path, node);
        contents.computeIfAbsent(node, any -> content.get());
    }

    /** Equal for survivors that nobody can tell apart. */
    Object identity() {
        Map<Integer, Integer> hashes = new HashMap<>();
        contents.forEach((node, content) -> hashes.put(node, Arrays.hashCode(content)));
        return List.of(nodes, hashes);
    }

    /** Puts them into an empty folder. */
    public void restore(Path folder) {
        Map<Integer, Path> first = new HashMap<>();
        try {
            for (Map.Entry<String, Integer> entry : nodes.entrySet()) {
                Path path = folder.resolve(entry.getKey());
                Path other = first.putIfAbsent(entry.getValue(), path);
                if (entry.getValue() == FOLDER) {
                    Files.createDirectory(path);
                } else if (other == null) {
                    Files.write(path, contents.getOrDefault(entry.getValue(), new byte[0]));
                } else {
                    Files.createLink(path, other);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
