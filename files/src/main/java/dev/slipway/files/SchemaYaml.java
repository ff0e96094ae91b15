package dev.slipway.files;

import dev.slipway.data.Type;
import dev.slipway.data.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes schemas as YAML: what goes without saying is left out. */
final class SchemaYaml {
    private static final int STEP = 2;

    private final StringBuilder out = new StringBuilder();

    String of(FileSchema schema) {
        line(0, "name", quoted(schema.name()));
        line(0, "version", Integer.toString(schema.version()));
        if (!schema.description().isEmpty()) {
            line(0, "description", quoted(schema.description()));
        }
        format(schema.format());
        if (schema.ignoresUnknown()) {
            line(0, "unknown", "ignore");
        }
        out.append("columns:\n");
        schema.columns().forEach(column -> column(STEP, quoted(column.name()), column, true));
        return out.toString();
    }

    private void line(int indent, String key, String value) {
        out.repeat(' ', indent).append(key).append(':');
        out.append(value.isEmpty() ? "" : " ").append(value).append('\n');
    }

    private void column(int indent, String key, FileColumn column, boolean nullable) {
        FileColumn plain = FileColumn.of(column.name(), column.type(), nullable);
        if (column.equals(plain) && named(column.type())) {
            line(indent, key, quoted(TypeName.of(column.type())));
            return;
        }
        line(indent, key, "");
        int inner = indent + STEP;
        boolean inline = named(column.type()) && column.parts().equals(FileColumn.parts(column.type()));
        line(inner, "type", quoted(inline ? TypeName.of(column.type()) : word(column.type())));
        if (column.nullable() != nullable) {
            line(inner, "nullable", Boolean.toString(column.nullable()));
        }
        if (!column.description().isEmpty()) {
            line(inner, "description", quoted(column.description()));
        }
        if (!column.from().isEmpty()) {
            line(inner, "from", list(column.from()));
        }
        reading(inner, column.reading());
        if (!column.otherwise().isEmpty()) {
            line(
                    inner,
                    "else",
                    '['
                            + String.join(
                                    ", ",
                                    column.otherwise().stream()
                                            .map(fallback -> FallbackWords.text(fallback, SchemaYaml::quoted))
                                            .toList())
                            + ']');
        }
        if (column.hidden()) {
            line(inner, "hidden", "true");
        }
        if (!inline) {
            parts(inner, column);
        }
    }

    private void reading(int indent, Reading reading) {
        reading.format().ifPresent(format -> line(indent, "format", quoted(format)));
        if (!reading.nulls().isEmpty()) {
            line(indent, "nulls", list(reading.nulls()));
        }
        if (reading.any()) {
            line(indent, "any", "true");
        }
        if (reading.inexact()) {
            line(indent, "inexact", "true");
        }
        reading.zone().ifPresent(zone -> line(indent, "zone", quoted(zone.getId())));
    }

    private void parts(int indent, FileColumn column) {
        switch (word(column.type())) {
            case ColumnWords.LIST -> column(indent, "of", column.parts().getFirst(), true);
            case ColumnWords.MAP -> {
                column(indent, "key", column.parts().getFirst(), false);
                column(indent, "value", column.parts().getLast(), true);
            }
            default -> {
                line(indent, "fields", "");
                column.parts().forEach(part -> column(indent + STEP, quoted(part.name()), part, true));
            }
        }
    }

    private static String word(Type type) {
        return type instanceof Type.ListOf
                ? ColumnWords.LIST
                : type instanceof Type.MapOf ? ColumnWords.MAP : ColumnWords.STRUCT;
    }

    /** Whether the name of the type says all of it. */
    private static boolean named(Type type) {
        try {
            return TypeName.parse(TypeName.of(type)).equals(type);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void format(FileFormat format) {
        switch (format) {
            case FileFormat.JsonLines lines -> line(0, "format", FormatWords.JSON_LINES);
            case FileFormat.Json json -> {
                if (json.equals(FileFormat.Json.PLAIN)) {
                    line(0, "format", FormatWords.JSON);
                } else {
                    line(0, "format", "");
                    line(STEP, FormatWords.JSON, json(json));
                }
            }
            case FileFormat.Csv csv -> {
                if (csv.equals(FileFormat.Csv.PLAIN)) {
                    line(0, "format", FormatWords.CSV);
                } else {
                    line(0, "format", "");
                    line(STEP, FormatWords.CSV, csv(csv));
                }
            }
            case FileFormat.Text text -> {
                line(0, "format", "");
                line(STEP, FormatWords.TEXT, "");
                text.forms().forEach(this::form);
            }
        }
    }

    private static String json(FileFormat.Json json) {
        List<String> settings = new ArrayList<>();
        if (!json.rows().isEmpty()) {
            StringBuilder pointer = new StringBuilder();
            json.rows().forEach(step -> pointer.append('/')
                    .append(step.replace("~", "~0").replace("/", "~1")));
            settings.add("rows: " + quoted(pointer.toString()));
        }
        if (json.single()) {
            settings.add("single: true");
        }
        return flow(settings);
    }

    private static String csv(FileFormat.Csv csv) {
        FileFormat.Csv plain = FileFormat.Csv.PLAIN;
        List<String> settings = new ArrayList<>();
        if (csv.delimiter() != plain.delimiter()) {
            settings.add("delimiter: " + quoted(String.valueOf(csv.delimiter())));
        }
        perhaps("quote", csv.quote(), plain.quote(), settings);
        perhaps("escape", csv.escape(), plain.escape(), settings);
        if (!csv.header()) {
            settings.add("header: false");
        }
        if (!csv.encoding().equals(plain.encoding())) {
            settings.add("encoding: " + quoted(csv.encoding()));
        }
        perhaps("comment", csv.comment(), plain.comment(), settings);
        if (!csv.nulls().equals(plain.nulls())) {
            settings.add("nulls: " + list(csv.nulls()));
        }
        if (csv.skip() > 0) {
            settings.add("skip: " + csv.skip());
        }
        return flow(settings);
    }

    private static void perhaps(String key, Optional<Character> is, Optional<Character> plain, List<String> settings) {
        if (!is.equals(plain)) {
            settings.add(key + ": " + quoted(is.map(String::valueOf).orElse("")));
        }
    }

    private void form(FileFormat.Text.Form form) {
        List<String> settings = new ArrayList<>();
        settings.add(form.match().map(match -> "match: " + quoted(match)).orElse("json: true"));
        if (!form.set().isEmpty()) {
            List<String> set = new ArrayList<>();
            for (Map.Entry<String, String> entry : new TreeMap<>(form.set()).entrySet()) {
                set.add(quoted(entry.getKey()) + ": " + quoted(entry.getValue()));
            }
            settings.add("set: " + flow(set));
        }
        out.repeat(' ', 2 * STEP).append("- ").append(flow(settings)).append('\n');
    }

    private static String flow(List<String> settings) {
        return '{' + String.join(", ", settings) + '}';
    }

    private static String list(List<String> texts) {
        return '[' + String.join(", ", texts.stream().map(SchemaYaml::quoted).toList()) + ']';
    }

    /** In quotes unless it is a word that means itself. */
    private static String quoted(String text) {
        boolean word = text.matches("[A-Za-z][A-Za-z0-9_]*( [a-z]+)*")
                && !text.matches("(?i)true|false|null|yes|no|on|off|y|n");
        if (word) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(point -> {
            if (point == '"' || point == '\\') {
                quoted.append('\\').appendCodePoint(point);
            } else if (point >= ' ' && point < 0x7F || point >= 0xA1 && point < 0x2000) {
                quoted.appendCodePoint(point);
            } else {
                quoted.append(String.format(Locale.ROOT, "\\U%08X", point));
            }
        });
        return quoted.append('"').toString();
    }
}
