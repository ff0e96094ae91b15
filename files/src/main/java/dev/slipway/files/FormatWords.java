package dev.slipway.files;

import dev.slipway.config.YamlMap;
import dev.slipway.config.YamlNode;
import dev.slipway.config.YamlScalar;
import dev.slipway.mapping.JsonPointer;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/** Reads what a schema says of the format of its files: a word, or the word with settings. */
final class FormatWords {
    static final String CSV = "csv";
    static final String JSON = "json";
    static final String JSON_LINES = "jsonl";
    static final String TEXT = "text";

    private static final String EXPECTED = "csv, json or jsonl; or a map with one of csv, json and text, and settings";
    private static final int SKIP_MAX = 1_000_000;

    private FormatWords() {}

    static FileFormat of(YamlNode node) {
        if (node instanceof YamlScalar) {
            return switch (node.asText()) {
                case CSV -> FileFormat.Csv.PLAIN;
                case JSON -> FileFormat.Json.PLAIN;
                case JSON_LINES -> new FileFormat.JsonLines();
                default -> throw node.unexpected(EXPECTED);
            };
        }
        YamlMap map = node.asMap();
        List<FileFormat> found = new ArrayList<>();
        map.optional(CSV).ifPresent(settings -> found.add(csv(settings.asMap())));
        map.optional(JSON).ifPresent(settings -> found.add(json(settings.asMap())));
        map.optional(TEXT).ifPresent(forms -> found.add(text(forms)));
        map.end();
        if (found.size() != 1) {
            throw map.unexpected(EXPECTED);
        }
        return found.getFirst();
    }

    private static FileFormat csv(YamlMap map) {
        FileFormat.Csv plain = FileFormat.Csv.PLAIN;
        FileFormat.Csv csv = new FileFormat.Csv(
                map.optional("delimiter").map(FormatWords::character).orElse(plain.delimiter()),
                perhaps(map, "quote", plain.quote()),
                perhaps(map, "escape", plain.escape()),
                map.truth("header", plain.header()),
                map.optional("encoding").map(FormatWords::encoding).orElse(plain.encoding()),
                perhaps(map, "comment", plain.comment()),
                map.optional("nulls").map(YamlNode::asTexts).orElse(plain.nulls()),
                (int) map.whole("skip", 0, SKIP_MAX, plain.skip()));
        map.end();
        return csv;
    }

    private static Optional<Character> perhaps(YamlMap map, String key, Optional<Character> otherwise) {
        Optional<YamlNode> node = map.optional(key);
        if (node.isEmpty()) {
            return otherwise;
        }
        return node.get() instanceof YamlScalar scalar
                        && scalar.kind() == YamlScalar.Kind.TEXT
                        && scalar.text().isEmpty()
                ? Optional.empty()
                : Optional.of(character(node.get()));
    }

    private static char character(YamlNode node) {
        String text = node.asText();
        if (text.length() != 1 || text.charAt(0) == '\n' || text.charAt(0) == '\r') {
            throw node.unexpected("one character, which ends no line");
        }
        return text.charAt(0);
    }

    private static String encoding(YamlNode node) {
        try {
            return Charset.forName(node.asText()).name();
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw node.unexpected("a charset such as UTF-8, windows-1252 or UTF-16");
        }
    }

    private static FileFormat json(YamlMap map) {
        List<String> rows = map.optional("rows").map(FormatWords::rows).orElse(List.of());
        boolean single = map.truth("single", false);
        map.end();
        return new FileFormat.Json(rows, single);
    }

    /** {@code data.rows}, or a JSON pointer for keys with dots. */
    private static List<String> rows(YamlNode node) {
        String text = node.asText();
        if (text.startsWith("/")) {
            return JsonPointer.parse(text)
                    .orElseThrow(() -> node.unexpected("a JSON pointer, such as /data/rows"))
                    .steps();
        }
        List<String> steps = List.of(text.split("\\.", -1));
        if (steps.contains("")) {
            throw node.unexpected("keys with dots between them, such as data.rows");
        }
        return steps;
    }

    private static FileFormat text(YamlNode node) {
        List<FileFormat.Text.Form> forms = new ArrayList<>();
        for (YamlNode form : node.asOneOrMore()) {
            forms.add(form(form.asMap()));
        }
        return new FileFormat.Text(forms);
    }

    private static FileFormat.Text.Form form(YamlMap map) {
        Optional<YamlNode> match = map.optional("match");
        boolean json = map.truth("json", false);
        Map<String, String> set = new LinkedHashMap<>();
        map.optionalMap("set")
                .entries()
                .forEach((column, value) -> set.put(column, value.asWritten("a text or number")));
        map.end();
        if (match.isPresent() == json) {
            throw map.unexpected("either match: with a regular expression, or json: true");
        }
        match.ifPresent(FormatWords::pattern);
        return new FileFormat.Text.Form(match.map(YamlNode::asText), set);
    }

    private static TextPattern pattern(YamlNode node) {
        try {
            return new TextPattern(node.asText());
        } catch (PatternSyntaxException e) {
            throw node.refused(
                    "is no regular expression: " + e.getDescription() + " at character " + (e.getIndex() + 1));
        }
    }

    /** Refuses groups and settings that no column takes, and sources that the format does not have. */
    static void check(FileSchema schema, YamlNode node) {
        if (!(schema.format() instanceof FileFormat.Text text)) {
            return;
        }
        List<String> names = schema.columns().stream().map(FileColumn::name).toList();
        for (FileFormat.Text.Form form : text.forms()) {
            for (String column : form.set().keySet()) {
                if (!names.contains(column)) {
                    throw node.refused("sets " + RawText.shown(column) + ", which is no column");
                }
            }
            for (String group :
                    form.match().map(TextPattern::new).map(TextPattern::groups).orElse(List.of())) {
                if (!taken(group, schema)) {
                    throw node.refused("has the group " + RawText.shown(group)
                            + ", which no column takes: name it with from: of a column, or write (?:…)");
                }
            }
        }
    }

    private static boolean taken(String group, FileSchema schema) {
        return schema.columns().stream()
                .flatMap(column -> column.sources().stream())
                .anyMatch(source -> source.equals(new Source.Inside(List.of(group))));
    }
}
