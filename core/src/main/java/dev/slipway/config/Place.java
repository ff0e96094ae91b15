package dev.slipway.config;

import dev.slipway.Failure;
import java.nio.file.Path;

/**
 * Where something stands in a file.
 *
 * @param file the file, as it was named
 * @param line from 1
 * @param column from 1
 * @param path how it is reached from the top, {@code source.tables[0]}; empty: the whole file
 */
public record Place(String file, int line, int column, String path) {
    /** A refusal that begins with file, line and column. */
    public Failure refused(String text) {
        return new Failure(Failure.Kind.CONFIG, file + ':' + line + ':' + column + ": " + text);
    }

    /** What a path that is written in the file means: relative to the folder of the file. */
    public Path resolve(String written) {
        return Path.of(file).resolveSibling(written);
    }

    /** Its path, or words for it. */
    String name() {
        return path.isEmpty() ? "the file" : path;
    }

    /** The path of a value below it. */
    String below(String key) {
        if (!key.matches("[A-Za-z0-9_-]+")) {
            return path + "[\"" + Shown.text(key) + "\"]";
        }
        return path.isEmpty() ? key : path + '.' + key;
    }
}
