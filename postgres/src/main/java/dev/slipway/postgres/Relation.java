package dev.slipway.postgres;

import java.util.List;
import java.util.Optional;

/**
 * A table, or something that can be read like one, as the server's catalogue describes it.
 *
 * @param root the table at the top of the partition tree that it belongs to, or itself
 * @param file changes when the table is rewritten; 0 when it has no storage
 * @param heapBytes of the table alone
 * @param tableBytes with what was moved out of line
 * @param rowsEstimate as of the last ANALYZE or VACUUM; negative when there was none
 * @param attributes in the order of the root's columns
 * @param primaryKey names of columns, in the order of the key
 * @param partitionBound as SQL writes it
 * @param partitionCheck what the bounds of it and of its parents say of its rows
 * @param primaryKeyClause the constraint as SQL writes it
 * @param parts its other constraints and its indexes
 */
record Relation(
        long oid,
        String namespace,
        String name,
        Kind kind,
        long root,
        long file,
        long heapBytes,
        long tableBytes,
        double rowsEstimate,
        List<Attribute> attributes,
        List<String> primaryKey,
        Optional<String> partitionBound,
        Optional<String> partitionCheck,
        Optional<String> primaryKeyClause,
        List<TablePart> parts) {

    Relation {
        attributes = List.copyOf(attributes);
        primaryKey = List.copyOf(primaryKey);
        parts = List.copyOf(parts);
    }

    /** What can be read. */
    enum Kind {
        TABLE("r"),
        PARTITIONED("p"),
        VIEW("v"),
        MATERIALIZED_VIEW("m"),
        FOREIGN_TABLE("f");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        static Kind of(String code) {
            for (Kind kind : values()) {
                if (kind.code.equals(code)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("relation kind " + code);
        }
    }

    /** For messages. */
    String qualifiedName() {
        return namespace.isEmpty() ? name : namespace + '.' + name;
    }

    /** For SQL. */
    String sql() {
        return Sql.qualified(namespace, name);
    }
}
