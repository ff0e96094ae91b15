package dev.slipway.parquet;

import dev.slipway.data.Type;
import java.util.List;

/**
 * A column of the file: a field without fields of its own.
 *
 * @param path the names from the row down, as the file has them
 * @param storage how its values are stored
 * @param maxDefinition how many of the steps of its path may be missing or repeated
 * @param maxRepetition how many of them are repeated
 */
record Leaf(List<String> path, Type type, Storage storage, int maxDefinition, int maxRepetition) {
    Leaf {
        path = List.copyOf(path);
    }

    /** The path in the form of messages and of {@code show}. */
    String name() {
        return String.join(".", path);
    }

    /** Whether it is a top-level field, of which each row has exactly one slot. */
    boolean flat() {
        return path.size() == 1;
    }
}
