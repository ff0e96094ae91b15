package dev.slipway.files;

import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is declared of files that hold one table: how they are written, and the columns that their records become.
 *
 * @param name of the table
 * @param version which declaration of the table this is, from 1; another one has a larger number
 * @param description for readers; may be empty
 * @param ignoresUnknown whether what no column takes is left out; else a record that has such a thing is rejected
 * @param columns in the order of the table, at least one
 */
public record FileSchema(
        String name,
        int version,
        String description,
        FileFormat format,
        boolean ignoresUnknown,
        List<FileColumn> columns) {
    public FileSchema {
        columns = List.copyOf(columns);
        if (version < 1) {
            throw new IllegalArgumentException("a version is a whole number from 1, not " + version);
        }
        Set<String> names = new HashSet<>();
        for (FileColumn column : columns) {
            if (!names.add(column.name())) {
                throw new IllegalArgumentException("two columns are named " + RawText.shown(column.name()));
            }
        }
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("a table of files has at least one column");
        }
    }

    /** The table that the files become. */
    public Table table() {
        return new Table(
                "", name, new Schema(columns.stream().map(FileColumn::field).toList()));
    }
}
