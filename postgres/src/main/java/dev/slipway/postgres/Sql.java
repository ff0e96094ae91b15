package dev.slipway.postgres;

import java.util.List;
import java.util.stream.Collectors;

/** Writes names and values so that the server reads back what was meant. */
final class Sql {
    private Sql() {}

    static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String qualified(String namespace, String name) {
        return identifier(namespace) + '.' + identifier(name);
    }

    /** A text constant, whatever {@code standard_conforming_strings} says. */
    static String literal(String text) {
        String quoted = "'" + text.replace("'", "''").replace("\\", "\\\\") + "'";
        return text.indexOf('\\') >= 0 ? "E" + quoted : quoted;
    }

    static String oids(List<Long> oids) {
        return oids.stream().map(String::valueOf).collect(Collectors.joining(",", "'{", "}'::oid[]"));
    }
}
