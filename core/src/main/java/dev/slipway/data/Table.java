package dev.slipway.data;

import java.util.Objects;

/**
 * A set of rows of one schema.
 *
 * @param namespace the schema or database it lives in; empty when its source has none
 * @param name its own name, unquoted
 */
public record Table(String namespace, String name, Schema schema) {
    public Table {
        Objects.requireNonNull(schema, "schema");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a table has a name");
        }
    }

    /** {@code namespace.name}, or the name alone: for messages, not for SQL. */
    public String qualifiedName() {
        return namespace.isEmpty() ? name : namespace + '.' + name;
    }
}
