package dev.slipway.app.job;

import dev.slipway.files.FileSchema;
import dev.slipway.job.NamePattern;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Files that a job reads.
 *
 * @param schemas what they may hold: if there are several, the header of each file tells which
 * @param schemaFiles where those were read
 * @param optional whether a run goes on where there are none
 * @param daily whether there is something of every day
 * @param date the column whose first value tells of which day a file is whose name does not
 * @param names what is made of them is called; empty: by its rows
 */
record JobInput(
        InputPattern pattern,
        List<FileSchema> schemas,
        List<Path> schemaFiles,
        boolean optional,
        boolean daily,
        Optional<String> date,
        Optional<NamePattern> names) {
    public JobInput {
        schemas = List.copyOf(schemas);
        schemaFiles = List.copyOf(schemaFiles);
    }
}
