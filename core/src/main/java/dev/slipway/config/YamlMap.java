package dev.slipway.config;

import dev.slipway.Failure;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A map of keys and values. It remembers which keys were asked for: whoever has read all that they know calls
 * {@link #end()}, which refuses the rest. Used by one thread.
 */
public final class YamlMap extends YamlNode {
    /** A key's own place, and its value. */
    record Entry(Place key, YamlNode value) {}

    private final SequencedMap<String, Entry> entries;
    private final Set<String> known = new LinkedHashSet<>();

    YamlMap(Place place, SequencedMap<String, Entry> entries) {
        super(place);
        this.entries = new LinkedHashMap<>(entries);
    }

    @Override
    String shown() {
        return entries.isEmpty() ? "an empty map" : "a map";
    }

    @Override
    public YamlMap asMap() {
        return this;
    }

    /** The value of a key that may be left out. */
    public Optional<YamlNode> optional(String key) {
        known.add(key);
        return Optional.ofNullable(entries.get(key)).map(Entry::value);
    }

    /** The value of a key that must be there. */
    public YamlNode required(String key) {
        return optional(key).orElseThrow(() -> place().refused(place().name() + " lacks the key " + Shown.quoted(key)));
    }

    /** A text that must be there. */
    public String text(String key) {
        return required(key).asText();
    }

    /** A text that may be left out. */
    public Optional<String> optionalText(String key) {
        return optional(key).map(YamlNode::asText);
    }

    /** A whole number, or {@code otherwise} when it is left out. */
    public long whole(String key, long min, long max, long otherwise) {
        return optional(key).map(node -> node.asWhole(min, max)).orElse(otherwise);
    }

    /** {@code true} or {@code false}, or {@code otherwise} when it is left out. */
    public boolean truth(String key, boolean otherwise) {
        return optional(key).map(YamlNode::asTruth).orElse(otherwise);
    }

    /** One of the keys of {@code choices}, or {@code otherwise} when it is left out. */
    public <T> T choice(String key, Map<String, T> choices, T otherwise) {
        return optional(key).map(node -> node.asChoice(choices)).orElse(otherwise);
    }

    /** A constant of an enum, or {@code otherwise} when it is left out. */
    public <E extends Enum<E>> E choice(String key, E otherwise) {
        return optional(key)
                .map(node -> node.asChoice(otherwise.getDeclaringClass()))
                .orElse(otherwise);
    }

    /** A map that must be there. */
    public YamlMap map(String key) {
        return required(key).asMap();
    }

    /** A map; an empty one when it is left out. */
    public YamlMap optionalMap(String key) {
        return optional(key)
                .map(YamlNode::asMap)
                .orElseGet(() -> new YamlMap(
                        new Place(place().file(), place().line(), place().column(), place().below(key)),
                        new LinkedHashMap<>()));
    }

    /** A list that must be there, and may be empty. */
    public List<YamlNode> list(String key) {
        return required(key).asList();
    }

    /** All keys and values, in the order of the file, for maps whose keys are the user's own; all count as asked for. */
    public SequencedMap<String, YamlNode> entries() {
        SequencedMap<String, YamlNode> values = new LinkedHashMap<>();
        entries.forEach((key, entry) -> values.put(key, entry.value()));
        known.addAll(values.keySet());
        return values;
    }

    /** The same with the keys of another map that it lacks; nothing in it counts as asked for. */
    public YamlMap or(YamlMap other) {
        YamlMap both = without(Set.of());
        other.entries.forEach(both.entries::putIfAbsent);
        return both;
    }

    @Override
    public YamlMap without(Set<String> paths) {
        SequencedMap<String, Entry> kept = new LinkedHashMap<>();
        entries.forEach((key, entry) -> {
            if (!paths.contains(entry.key().path())) {
                kept.put(key, new Entry(entry.key(), entry.value().without(paths)));
            }
        });
        return new YamlMap(place(), kept);
    }

    @Override
    public Stream<Place> places() {
        return Stream.concat(
                super.places(),
                entries.values().stream()
                        .flatMap(entry -> Stream.concat(
                                Stream.of(entry.key()), entry.value().places())));
    }

    /** Where a key stands that is there. */
    public Place placeOf(String key) {
        Entry entry = entries.get(key);
        return entry == null ? place() : entry.key();
    }

    /**
     * Refuses what nobody asked for.
     *
     * @throws Failure CONFIG, with the nearest key that is known
     */
    public void end() {
        entries.forEach((key, entry) -> {
            if (!known.contains(key)) {
                String advice = Nearest.to(key, known)
                        .map(near -> "did you mean " + Shown.quoted(near) + "?")
                        .orElse(known.isEmpty() ? "no key is" : "known are " + String.join(", ", known));
                throw entry.key().refused(entry.key().path() + " is not known here; " + advice);
            }
        });
    }

    @Override
    public Secret asSecret() {
        Optional<Secret> variable =
                optional("env").map(node -> new Secret.InVariable(node.place(), Secret.variable(node)));
        Optional<Secret> file = optional("file").map(node -> new Secret.InFile(node.place(), node.asPath()));
        end();
        if (variable.isPresent() == file.isPresent()) {
            throw unexpected(Secret.EXPECTED);
        }
        return variable.or(() -> file).orElseThrow();
    }
}
