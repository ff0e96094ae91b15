package dev.slipway.mapping;

import dev.slipway.config.YamlMap;
import dev.slipway.config.YamlNode;
import dev.slipway.config.YamlScalar;
import dev.slipway.data.TypeName;
import java.util.Map;
import java.util.Optional;

/** Reads the steps of one column, and refuses those that cannot go together whatever the column is. */
final class StepWords {
    private static final Map<String, Boolean> ALPHABETS = Map.of("base64", false, "base64url", true);

    private final YamlMap map;
    private final boolean promoted;

    /** {@code promoted}: whether the values come out of JSON. */
    StepWords(YamlMap map, boolean promoted) {
        this.map = map;
        this.promoted = promoted;
    }

    Steps steps() {
        Optional<YamlNode> substitute = map.optional("default");
        Steps steps = new Steps(
                map.optional("empty").map(StepWords::nothing).isPresent(),
                map.optional("split").map(StepWords::separator),
                conversion(),
                map.truth("exact", true),
                substitute.map(StepWords::written),
                map.optional("on-bad-value").map(StepWords::onBadValue));
        checkExact(steps);
        substitute.ifPresent(node -> checkDefault(node, steps));
        map.optional("on-bad-value")
                .filter(node -> steps.conversion().isEmpty() && !promoted)
                .ifPresent(node -> {
                    throw node.refused("is there, but no step that could meet a bad value: leave it out");
                });
        return steps;
    }

    /** Only {@code null} is what something empty can become. */
    private static YamlNode nothing(YamlNode node) {
        if (!isNull(node)) {
            throw node.unexpected("null");
        }
        return node;
    }

    private static boolean isNull(YamlNode node) {
        return node instanceof YamlScalar scalar
                && scalar.kind() == YamlScalar.Kind.NOTHING
                && scalar.text().equals("null");
    }

    private static String separator(YamlNode node) {
        String separator = node.asText();
        if (separator.isEmpty()) {
            throw node.unexpected("a separator");
        }
        return separator;
    }

    private static String written(YamlNode node) {
        if (node instanceof YamlScalar scalar && scalar.kind() != YamlScalar.Kind.NOTHING) {
            return scalar.text();
        }
        throw node.unexpected("a value");
    }

    static OnBadValue onBadValue(YamlNode node) {
        if (isNull(node)) {
            return OnBadValue.NULL;
        }
        String expected = "error, null or reject";
        return switch (node.asWritten(expected)) {
            case "error" -> OnBadValue.ERROR;
            case "reject" -> OnBadValue.REJECT;
            default -> throw node.unexpected(expected);
        };
    }

    private Optional<Conversion> conversion() {
        Optional<Conversion> parse = map.optional("parse")
                .map(node -> new Conversion.Parse(node.asParsed(FormWords.FORMS, FormWords::form)));
        Optional<Conversion> decode = map.optional("decode").map(node -> new Conversion.Decode(alphabet(node)));
        Optional<Conversion> cast = map.optional("cast").map(this::cast);
        long count =
                parse.stream().count() + decode.stream().count() + cast.stream().count();
        if (count > 1) {
            throw map.refused("has more than one of parse, decode and cast, expected one");
        }
        return parse.or(() -> decode).or(() -> cast);
    }

    private static boolean alphabet(YamlNode node) {
        String expected = "base64 or base64url";
        Boolean url = ALPHABETS.get(node.asWritten(expected));
        if (url == null) {
            throw node.unexpected(expected);
        }
        return url;
    }

    private Conversion cast(YamlNode node) {
        if (promoted) {
            throw node.refused("is not for what is promoted, which is text: say parse or decode");
        }
        return new Conversion.Cast(node.asParsed(FormWords.TYPES, FormWords::type));
    }

    private void checkExact(Steps steps) {
        boolean json = Binding.isJson(steps);
        boolean spelt = steps.conversion()
                .filter(conversion -> !(conversion instanceof Conversion.Cast))
                .isPresent();
        map.optional("exact").filter(node -> json || !spelt).ifPresent(node -> {
            throw node.refused(
                    json
                            ? "has no meaning here: parse: json keeps texts as they are"
                            : "has no meaning here: it is for parse and decode");
        });
        if (json && promoted && (steps.emptyToNull() || steps.separator().isPresent())) {
            throw map.refused("takes out JSON as it is, expected neither empty nor split");
        }
    }

    private static void checkDefault(YamlNode node, Steps steps) {
        if (steps.separator().isPresent()) {
            throw node.refused("is there, which a list cannot have");
        }
        steps.conversion().map(Conversion::type).ifPresent(type -> {
            if (DefaultValue.of(written(node), type).isEmpty()) {
                throw node.unexpected(
                        "a value of type " + TypeName.of(type) + " in its exact spelling; " + DefaultValue.KNOWN);
            }
        });
    }
}
