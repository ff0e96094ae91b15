package dev.slipway.config;

import dev.slipway.Failure;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A value of a YAML file: a scalar, a list or a map. Each {@code as…} method gives what the value means as that type, and
 * throws a {@link Failure} CONFIG, with file, line, column and path, when it is something else.
 */
public abstract sealed class YamlNode permits YamlScalar, YamlList, YamlMap {
    private final Place place;

    YamlNode(Place place) {
        this.place = place;
    }

    /** Where it stands. */
    public final Place place() {
        return place;
    }

    /** Where it and all within it stands; of a key, its own place and that of its value. */
    public Stream<Place> places() {
        return Stream.of(place);
    }

    /** The same without what is reached by {@code paths}; nothing in it counts as asked for. */
    YamlNode without(Set<String> paths) {
        return this;
    }

    /** What it is, for a message. */
    abstract String shown();

    /** A refusal of this value: {@code jobs/a.yaml:12:18: source.where } and then {@code text}. */
    public final Failure refused(String text) {
        return place.refused(place.name() + ' ' + text);
    }

    /** A refusal that says what this value is, and what was expected. */
    public final Failure unexpected(String expected) {
        return refused("is " + shown() + ", expected " + expected);
    }

    /** A text. A number or a truth value is none, unless it stands in quotes. */
    public String asText() {
        throw unexpected("a text");
    }

    /** The characters of a text or a number, as they are written, for what has a form of its own: {@code 256MiB}. */
    public String asWritten(String expected) {
        throw unexpected(expected);
    }

    /** A whole number from {@code min} to {@code max}. */
    public long asWhole(long min, long max) {
        throw unexpected(YamlScalar.whole(min, max));
    }

    /** {@code true} or {@code false}. */
    public boolean asTruth() {
        throw unexpected("true or false");
    }

    /** A map. */
    public YamlMap asMap() {
        throw unexpected("a map of keys and values");
    }

    /** A list, which may be empty. */
    public List<YamlNode> asList() {
        throw unexpected("a list");
    }

    /** A reference to a value that is kept elsewhere: {@code {env: NAME}} or {@code {file: path}}. */
    public Secret asSecret() {
        throw unexpected(Secret.EXPECTED);
    }

    /** A list that is not empty, or a single value instead of a list of one. */
    public final List<YamlNode> asOneOrMore() {
        if (!(this instanceof YamlList list)) {
            return List.of(this);
        }
        if (list.asList().isEmpty()) {
            throw unexpected("at least one value");
        }
        return list.asList();
    }

    /** {@link #asOneOrMore()}, all of them texts. */
    public final List<String> asTexts() {
        return asOneOrMore().stream().map(YamlNode::asText).toList();
    }

    /** A path, relative to the folder of the file. */
    public final Path asPath() {
        String written = asText();
        if (written.isBlank() || written.indexOf('\0') >= 0) {
            throw unexpected("a path");
        }
        return place.resolve(written);
    }

    /** One of the keys of {@code choices}. */
    public final <T> T asChoice(Map<String, T> choices) {
        String expected = "one of " + String.join(", ", choices.keySet());
        T chosen = choices.get(asWritten(expected));
        if (chosen == null) {
            throw unexpected(expected);
        }
        return chosen;
    }

    /** One of the constants of {@code type}, whose names are written in lower case, with hyphens. */
    public final <E extends Enum<E>> E asChoice(Class<E> type) {
        Map<String, E> choices = new LinkedHashMap<>();
        for (E constant : type.getEnumConstants()) {
            choices.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
        }
        return asChoice(choices);
    }

    /** What {@code parser} makes of {@link #asWritten}; it throws {@link IllegalArgumentException} for what it refuses. */
    public final <T> T asParsed(String expected, Function<String, T> parser) {
        String written = asWritten(expected);
        try {
            return parser.apply(written);
        } catch (IllegalArgumentException e) {
            throw unexpected(expected);
        }
    }
}
