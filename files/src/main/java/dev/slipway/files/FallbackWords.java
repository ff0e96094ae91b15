package dev.slipway.files;

import dev.slipway.config.YamlMap;
import dev.slipway.config.YamlNode;
import dev.slipway.config.YamlScalar;
import dev.slipway.data.Type;
import dev.slipway.data.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** How a schema says what stands where a record has no value. */
final class FallbackWords {
    private static final Map<String, Fallback> OF_FILE = Map.of(
            "file-date", new Fallback.FileDate(),
            "file-modified", new Fallback.FileModified(),
            "file-name", new Fallback.FileName());

    private static final String EXPECTED = "file-date, file-modified, file-name, {value: text}, {hash: column},"
            + " {keyword: column}, {date-of: column}, {meaning-of: column, values: {text: text}} or"
            + " {other-than: [texts], of: column}";

    private FallbackWords() {}

    /** Those of a column of this type, the first that has a value first. */
    static List<Fallback> of(YamlMap map, Type type) {
        List<Fallback> all = new ArrayList<>();
        map.optional("else").ifPresent(node -> {
            for (YamlNode one : node.asOneOrMore()) {
                Fallback fallback = one(one);
                if (!fallback.makes(type)) {
                    throw one.refused("makes no " + TypeName.of(type) + ", which the column is");
                }
                all.add(fallback);
            }
        });
        return all;
    }

    private static Fallback one(YamlNode node) {
        if (node instanceof YamlScalar) {
            return node.asChoice(OF_FILE);
        }
        if (!(node instanceof YamlMap)) {
            throw node.unexpected(EXPECTED);
        }
        YamlMap map = node.asMap();
        Fallback fallback = map.optionalText("value")
                .<Fallback>map(Fallback.Constant::new)
                .or(() -> map.optionalText("hash").map(Fallback.Hash::new))
                .or(() -> map.optionalText("keyword").map(Fallback.Keyword::new))
                .or(() -> map.optionalText("date-of").map(Fallback.DateOf::new))
                .or(() -> map.optionalText("meaning-of").map(column -> new Fallback.Meaning(column, values(map))))
                .or(() -> map.optional("other-than").map(known -> new Fallback.Other(map.text("of"), known.asTexts())))
                .orElseThrow(() -> map.unexpected(EXPECTED));
        map.end();
        return fallback;
    }

    private static SortedMap<String, String> values(YamlMap map) {
        SortedMap<String, String> values = new TreeMap<>();
        map.map("values").entries().forEach((text, meaning) -> values.put(text, meaning.asText()));
        return values;
    }

    /** As {@link #of} reads it; {@code quoted} makes a text of YAML. */
    static String text(Fallback fallback, UnaryOperator<String> quoted) {
        return switch (fallback) {
            case Fallback.Constant constant -> "{value: " + quoted.apply(constant.text()) + '}';
            case Fallback.Hash hash -> "{hash: " + quoted.apply(hash.column()) + '}';
            case Fallback.Keyword keyword -> "{keyword: " + quoted.apply(keyword.column()) + '}';
            case Fallback.Meaning meaning ->
                "{meaning-of: " + quoted.apply(meaning.column()) + ", values: {"
                        + meaning.values().entrySet().stream()
                                .map(entry -> quoted.apply(entry.getKey()) + ": " + quoted.apply(entry.getValue()))
                                .collect(Collectors.joining(", "))
                        + "}}";
            case Fallback.Other other ->
                "{other-than: ["
                        + other.known().stream().map(quoted).collect(Collectors.joining(", ")) + "], of: "
                        + quoted.apply(other.column()) + '}';
            case Fallback.DateOf date -> "{date-of: " + quoted.apply(date.column()) + '}';
            case Fallback.FileDate date -> "file-date";
            case Fallback.FileModified modified -> "file-modified";
            case Fallback.FileName name -> "file-name";
        };
    }
}
