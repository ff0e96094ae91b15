package dev.slipway.files;

import dev.slipway.config.YamlMap;
import dev.slipway.config.YamlNode;
import dev.slipway.config.YamlScalar;
import dev.slipway.data.Type;
import dev.slipway.data.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** How a schema says what stands where a record has no value. */
final class FallbackWords {
    private static final Map<String, Fallback> OF_FILE = Map.of(
            "file-date", new Fallback.FileDate(),
            "file-modified", new Fallback.FileModified(),
            "file-name", new Fallback.FileName());

    private static final String EXPECTED = "file-date, file-modified, file-name, {value: text}, {hash: column},"
            + " {keyword: column} or {date-of: column}";

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
                .orElseThrow(() -> map.unexpected(EXPECTED));
        map.end();
        return fallback;
    }

    /** As {@link #of} reads it; {@code quoted} makes a text of YAML. */
    static String text(Fallback fallback, UnaryOperator<String> quoted) {
        return switch (fallback) {
            case Fallback.Constant constant -> "{value: " + quoted.apply(constant.text()) + '}';
            case Fallback.Hash hash -> "{hash: " + quoted.apply(hash.column()) + '}';
            case Fallback.Keyword keyword -> "{keyword: " + quoted.apply(keyword.column()) + '}';
            case Fallback.DateOf date -> "{date-of: " + quoted.apply(date.column()) + '}';
            case Fallback.FileDate date -> "file-date";
            case Fallback.FileModified modified -> "file-modified";
            case Fallback.FileName name -> "file-name";
        };
    }
}
