package dev.slipway.files;

import dev.slipway.data.Table;
import java.util.List;

/**
 * Files that make one table.
 *
 * @param selection what was asked for, in words that mean the same everywhere: equal ones ask for the same files, whichever
 *     there are at the time
 * @param files each once; their schemas are of one table
 * @param keepsOthers whether what earlier runs published of the same selection stays, as far as it is of files that are not
 *     among these
 */
public record FileSet(String selection, List<FileRead> files, boolean keepsOthers) {
    public FileSet {
        files = List.copyOf(files);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("there is no file for " + selection);
        }
        if (files.stream().map(file -> file.schema().table()).distinct().count() > 1) {
            throw new IllegalArgumentException(
                    "the schemas of " + files.getFirst().schema().name()
                            + " do not have the same columns, in one order, with the same types");
        }
    }

    /** The same files, and nothing that was made of others. */
    public FileSet alone() {
        return new FileSet(selection, files, false);
    }

    /** The table that they make. */
    public Table table() {
        return files.getFirst().schema().table();
    }

    /** The columns of the table, and the latest version of its schemas, without how they are read. */
    public FileSchema shape() {
        return new FileSchema(
                table().name(),
                files.stream().mapToInt(file -> file.schema().version()).max().orElseThrow(),
                "",
                FileFormat.Csv.PLAIN,
                false,
                table().schema().fields().stream()
                        .map(field -> FileColumn.of(field.name(), field.type(), field.nullable()))
                        .toList());
    }
}
