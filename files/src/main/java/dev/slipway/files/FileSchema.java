package dev.slipway.files;

import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.TypeName;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

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
        if (columns.stream().allMatch(FileColumn::hidden)) {
            throw new IllegalArgumentException("a table of files has at least one column");
        }
        Map<String, FileColumn> all = columns.stream().collect(Collectors.toMap(FileColumn::name, Function.identity()));
        columns.forEach(column -> requireSources(column, all));
    }

    private static void requireSources(FileColumn column, Map<String, FileColumn> all) {
        for (Fallback fallback : column.otherwise()) {
            fallback.madeOf().ifPresent(source -> {
                FileColumn there = all.get(source);
                if (there == null) {
                    throw new IllegalArgumentException(RawText.shown(column.name()) + " is made of "
                            + RawText.shown(source) + ", which is no column");
                }
                if (!fallback.takes(there.type())) {
                    throw new IllegalArgumentException(RawText.shown(column.name()) + " cannot be made of "
                            + RawText.shown(source) + ", which is " + TypeName.of(there.type()));
                }
            });
        }
    }

    /** The table that the files become. */
    public Table table() {
        return new Table(
                "",
                name,
                new Schema(columns.stream()
                        .filter(column -> !column.hidden())
                        .map(FileColumn::field)
                        .toList()));
    }

    /** What records are read by: all columns, and nothing that is made of them. */
    FileSchema asRead() {
        return new FileSchema(
                name,
                version,
                description,
                format,
                ignoresUnknown,
                columns.stream().map(FileColumn::asRead).toList());
    }

    /** Whether rows are just what was read. */
    boolean readsAsIs() {
        return columns.stream().allMatch(column -> column.otherwise().isEmpty() && !column.hidden());
    }
}
