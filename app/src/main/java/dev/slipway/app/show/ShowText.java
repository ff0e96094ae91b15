package dev.slipway.app.show;

import dev.slipway.app.console.Grid;
import dev.slipway.app.console.Words;
import dev.slipway.data.Field;
import dev.slipway.data.TypeName;
import dev.slipway.parquet.Chunk;
import dev.slipway.parquet.ParquetFile;
import dev.slipway.parquet.RowGroup;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A file's footer for a person. */
final class ShowText {
    private static final int BOUND_CHARS = 26;

    private final PrintWriter out;
    private final ParquetFile file;

    ShowText(PrintWriter out, ParquetFile file) {
        this.out = out;
        this.file = file;
    }

    void print(String name) {
        List<RowGroup> groups = file.rowGroups();
        long bytes = groups.stream().mapToLong(RowGroup::bytes).sum();
        out.println(name);
        out.println("  " + Words.count(file.rows(), "row") + " in " + Words.count(groups.size(), "row group") + ", "
                + Words.bytes(bytes) + " of pages, a footer of " + Words.bytes(file.footerBytes()) + ", written by "
                + (file.createdBy().isEmpty() ? "an unnamed program" : cut(file.createdBy(), 100)));
        printMetadata();
        printSchema();
        printColumns(groups, bytes);
        printGroups(groups);
        out.println();
    }

    private void printMetadata() {
        Grid grid = new Grid("ll");
        for (Map.Entry<String, String> pair : new TreeMap<>(file.metadata()).entrySet()) {
            // The schema is told below, in words.
            if (!pair.getKey().equals("slipway.schema")) {
                grid.add(pair.getKey(), cut(pair.getValue(), 100));
            }
        }
        grid.print(out);
    }

    private void printSchema() {
        out.println();
        out.println("Schema of " + Words.printable(file.table().qualifiedName())
                + (file.recorded() ? "" : " (not recorded by Slipway)"));
        Grid grid = new Grid("lrlll");
        grid.add("column", "id", "type", "null", "origin");
        for (Field field : file.table().schema().fields()) {
            grid.add(
                    field.name(),
                    field.id() == 0 ? "" : String.valueOf(field.id()),
                    TypeName.of(field.type()),
                    field.nullable() ? "" : "not null",
                    origin(field.origin()));
        }
        grid.print(out);
    }

    private static String origin(Map<String, String> origin) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(origin).forEach((name, value) -> text.append(text.isEmpty() ? "" : ", ")
                .append(name.startsWith("postgres.") ? name.substring("postgres.".length()) : name)
                .append(' ')
                .append(cut(value, 60)));
        return text.toString();
    }

    private void printColumns(List<RowGroup> groups, long bytesOfAll) {
        out.println();
        out.println("Columns over all row groups");
        Grid grid = new Grid("lrrrrl");
        grid.add("column", "stored", "of file", "shrunk", "nulls", "encodings");
        for (Columns column : Columns.of(groups)) {
            grid.add(
                    column.name(),
                    Words.bytes(column.bytes()),
                    String.format(Locale.ROOT, "%.1f %%", 100.0 * column.bytes() / Math.max(1, bytesOfAll)),
                    String.format(
                            Locale.ROOT, "%.1f×", (double) column.uncompressedBytes() / Math.max(1, column.bytes())),
                    column.nulls() < 0 ? "?" : Words.count(column.nulls()),
                    String.join(", ", column.encodings()));
        }
        grid.print(out);
    }

    private void printGroups(List<RowGroup> groups) {
        for (RowGroup group : groups) {
            out.println();
            out.println("Row group " + group.ordinal() + ": " + Words.count(group.rows(), "row") + ", "
                    + Words.bytes(group.bytes())
                    + (group.sorting().isEmpty()
                            ? ""
                            : ", sorted by " + Words.printable(String.join(", ", group.sorting()))));
            Grid grid = new Grid("lllrrll");
            grid.add("column", "physical", "codec", "stored", "nulls", "min", "max");
            for (Chunk chunk : group.chunks()) {
                grid.add(
                        chunk.name(),
                        chunk.physicalType(),
                        chunk.codec(),
                        Words.bytes(chunk.bytes()),
                        chunk.nulls().isEmpty()
                                ? "?"
                                : Words.count(chunk.nulls().getAsLong()),
                        cut(chunk.min().orElse("-"), BOUND_CHARS),
                        cut(chunk.max().orElse("-"), BOUND_CHARS));
            }
            grid.print(out);
        }
    }

    private static String cut(String text, int chars) {
        String line = Words.printable(text);
        return line.length() <= chars ? line : line.substring(0, chars - 1) + '…';
    }
}
