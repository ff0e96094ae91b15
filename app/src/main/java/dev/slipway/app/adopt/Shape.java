package dev.slipway.app.adopt;

import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.TypeName;
import dev.slipway.job.Key;
import java.util.List;
import java.util.Optional;

/**
 * What a table's files have to be.
 *
 * @param table its name, and its columns as an export would write them
 * @param key the columns that names are about, as files call them
 * @param source the same as the source has it, if it was asked
 */
record Shape(Table table, Key key, Optional<Source> source) {
    /**
     * What the source has.
     *
     * @param id tells it from others
     * @param key the key's columns, as the source calls them, the one that decides first
     */
    record Source(String id, Table table, List<String> key) {}

    /** Columns as people name them; whether values may be missing is for the rows to say. */
    static List<String> columns(Schema schema) {
        return schema.fields().stream()
                .map(field -> field.name() + ' ' + TypeName.of(field.type()))
                .toList();
    }

    /** The same where only files are known: the first one's columns count. */
    static Shape ofFile(Table table, Schema schema, Key key) {
        return new Shape(new Table(table.namespace(), table.name(), schema), key, Optional.empty());
    }
}
