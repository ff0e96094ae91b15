package dev.slipway.duckdb;

import dev.slipway.Failure;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Quoting of what goes into SQL text. */
final class Sql {
    private Sql() {}

    /** A name as an identifier. */
    static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A name within a schema. */
    static String name(String schema, String name) {
        return name(schema) + '.' + name(name);
    }

    /** A text as a literal. */
    static String text(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }

    /** A Parquet file as a table: taken literally, without patterns, and without columns made of folder names. */
    static String parquet(Path file) {
        return parquet(List.of(file));
    }

    /** Parquet files of the same columns as one table. */
    static String parquet(List<Path> files) {
        return files.stream()
                .map(Sql::file)
                .collect(Collectors.joining(", ", "read_parquet([", "], hive_partitioning = false)"));
    }

    /**
     * A file's path as a literal in which no character stands for others.
     *
     * @throws Failure CONFIG for a path that DuckDB has no way to name: its patterns split at a backslash
     */
    static String file(Path file) {
        StringBuilder literal = new StringBuilder();
        String path = file.toAbsolutePath().toString();
        if (path.indexOf('\\') >= 0 && path.chars().anyMatch(c -> c == '*' || c == '?' || c == '[')) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    path + " cannot be opened by DuckDB: a path with a backslash must not have *, ? or [ as well");
        }
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '*' || c == '?' || c == '[') {
                literal.append('[').append(c).append(']');
            } else {
                literal.append(c);
            }
        }
        return text(literal.toString());
    }
}
