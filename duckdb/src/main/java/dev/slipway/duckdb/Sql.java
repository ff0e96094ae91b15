package dev.slipway.duckdb;

import java.nio.file.Path;

/** Quoting of what goes into SQL text. */
final class Sql {
    private Sql() {}

    /** A name as an identifier. */
    static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A text as a literal. */
    static String text(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }

    /** A Parquet file as a table: taken literally, without patterns, and without columns made of folder names. */
    static String parquet(Path file) {
        StringBuilder literal = new StringBuilder();
        String path = file.toAbsolutePath().toString();
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '*' || c == '?' || c == '[') {
                literal.append('[').append(c).append(']');
            } else {
                literal.append(c);
            }
        }
        return "read_parquet(" + text(literal.toString()) + ", hive_partitioning = false)";
    }
}
