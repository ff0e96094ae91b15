package dev.slipway.data;

import java.util.Map;
import java.util.Objects;

/**
 * A named, typed place in a row.
 *
 * @param name as the user knows it; any non-empty text
 * @param type what its values mean
 * @param nullable whether a value may be missing
 * @param id identifies the field across renames, unique within its schema; 0 when none was given
 * @param origin where it came from, for instance {@code postgres.type}; kept in the file, never interpreted by readers
 */
public record Field(String name, Type type, boolean nullable, int id, Map<String, String> origin) {
    public Field {
        Objects.requireNonNull(type, "type");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a field has a name");
        }
        origin = Map.copyOf(origin);
    }

    /** A field without an origin or id. */
    public static Field of(String name, Type type, boolean nullable) {
        return new Field(name, type, nullable, 0, Map.of());
    }
}
