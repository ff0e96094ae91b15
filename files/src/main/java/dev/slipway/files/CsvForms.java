package dev.slipway.files;

import dev.slipway.Failure;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which of several schemas a CSV file is written by: the first whose columns its header has. */
public final class CsvForms {
    private CsvForms() {}

    /**
     * The schema of a file.
     *
     * @param schemas at least one, all of CSV with a header
     * @throws Failure INPUT when none fits, naming the header that was found and those that were expected
     */
    public static FileSchema choose(FileInput file, List<FileSchema> schemas) {
        for (FileSchema schema : schemas) {
            Optional<List<String>> header = CsvHeader.first(file, (FileFormat.Csv) schema.format());
            if (header.filter(names -> fits(schema, names)).isPresent()) {
                return schema;
            }
        }
        List<String> found = CsvHeader.first(
                        file, (FileFormat.Csv) schemas.getFirst().format())
                .orElse(List.of());
        StringBuilder expected = new StringBuilder();
        schemas.forEach(schema ->
                expected.append("; ").append(schema.name()).append(" has ").append(CsvRows.header(schema)));
        throw new Failure(
                Failure.Kind.INPUT,
                file.name() + ":1: its header is " + (found.isEmpty() ? "empty" : String.join(",", found))
                        + ", which no schema of this input has" + expected
                        + ": mend the file, or write a schema for its form");
    }

    /** Whether it has a header at all, by which schemas can be told apart. */
    public static boolean tells(FileFormat format) {
        return format instanceof FileFormat.Csv csv && csv.header();
    }

    private static boolean fits(FileSchema schema, List<String> header) {
        Set<String> known = new HashSet<>();
        boolean complete = true;
        for (FileColumn column : schema.asRead().columns()) {
            List<String> names = CsvHeader.names(column);
            known.addAll(names);
            complete &= column.nullable() || names.stream().anyMatch(header::contains);
        }
        return complete
                && (schema.ignoresUnknown() || known.containsAll(header))
                && header.stream().anyMatch(known::contains);
    }
}
