package dev.slipway.files;

import dev.slipway.Failure;
import dev.slipway.config.YamlFile;
import dev.slipway.config.YamlMap;
import dev.slipway.config.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads and writes schemas as YAML. */
public final class SchemaFile {
    private static final Map<String, Boolean> UNKNOWN = new TreeMap<>(Map.of("ignore", true, "reject", false));

    private SchemaFile() {}

    /**
     * Reads a file.
     *
     * @throws Failure CONFIG when it is not there or says anything that cannot be meant, with line and column
     */
    public static FileSchema read(Path file) {
        return schema(YamlFile.read(file));
    }

    /**
     * Reads what a file called {@code name} holds.
     *
     * @throws Failure CONFIG, as {@link #read}
     */
    public static FileSchema parse(String text, String name) {
        return schema(YamlFile.parse(text, name));
    }

    /** The schema as a file that reads as the same schema. */
    public static String write(FileSchema schema) {
        return new SchemaYaml().of(schema);
    }

    private static FileSchema schema(YamlMap top) {
        YamlNode name = top.required("name");
        if (name.asText().isEmpty()) {
            throw name.unexpected("the name of a table");
        }
        int version = (int) top.required("version").asWhole(1, Integer.MAX_VALUE);
        String description = top.optionalText("description").orElse("");
        FileFormat format = FormatWords.of(top.required("format"));
        boolean ignores = top.choice("unknown", UNKNOWN, false);
        YamlMap columns = top.map("columns");
        top.end();
        FileSchema schema = schema(name.asText(), version, description, format, ignores, columns);
        FormatWords.check(schema, top.required("format"));
        return schema;
    }

    private static FileSchema schema(
            String name, int version, String description, FileFormat format, boolean ignores, YamlMap columns) {
        List<FileColumn> all = columns(columns);
        try {
            return new FileSchema(name, version, description, format, ignores, all);
        } catch (IllegalArgumentException e) {
            throw columns.refused("cannot be had: " + e.getMessage());
        }
    }

    static List<FileColumn> columns(YamlMap map) {
        List<FileColumn> columns = new ArrayList<>();
        map.entries().forEach((name, node) -> {
            if (name.isEmpty()) {
                throw map.placeOf(name).refused(map.placeOf(name).path() + " is empty, expected a name");
            }
            columns.add(ColumnWords.column(name, node, true));
        });
        if (columns.isEmpty()) {
            throw map.unexpected("at least one column");
        }
        return columns;
    }
}
