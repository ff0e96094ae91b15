package dev.slipway.mapping;

import dev.slipway.Failure;
import dev.slipway.config.Place;
import dev.slipway.config.YamlFile;
import dev.slipway.config.YamlMap;
import dev.slipway.config.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads mapping files. */
public final class MappingFile {
    private final Map<String, Place> names = new HashMap<>();

    private MappingFile() {}

    /**
     * Reads a file.
     *
     * @throws Failure CONFIG when it is not there or says anything that cannot be meant, with line and column
     */
    public static Mapping read(Path file) {
        return new MappingFile().mapping(YamlFile.read(file));
    }

    /**
     * Reads what a file called {@code name} holds.
     *
     * @throws Failure CONFIG, as {@link #read}
     */
    public static Mapping parse(String text, String name) {
        return new MappingFile().mapping(YamlFile.parse(text, name));
    }

    private Mapping mapping(YamlMap top) {
        top.required("mapping").asWhole(1, 1);
        Optional<String> tables = top.optionalText("table");
        OnBadValue onBadValue =
                top.optional("on-bad-value").map(StepWords::onBadValue).orElse(OnBadValue.ERROR);
        List<String> key = top.optional("key").map(YamlNode::asTexts).orElse(List.of());
        YamlMap columns = top.map("columns");
        top.end();
        List<ColumnRule> rules = new ArrayList<>();
        columns.entries().forEach((name, node) -> rules.add(rule(name, node.asMap(), columns.placeOf(name))));
        if (rules.isEmpty()) {
            throw columns.unexpected("at least one column");
        }
        return new Mapping(top.place().file(), tables, onBadValue, key, rules);
    }

    private ColumnRule rule(String column, YamlMap map, Place place) {
        boolean drop = map.truth("drop", false);
        Optional<String> name = map.optional("rename").map(this::name);
        Steps steps = new StepWords(map, false).steps();
        List<Promotion> promotions =
                map.optional("promote").map(node -> promotions(node.asMap())).orElse(List.of());
        map.end();
        boolean changes = name.isPresent() || !steps.equals(Steps.NONE);
        if (drop && changes) {
            throw map.refused("is dropped, and has other steps: only promote goes with drop");
        }
        if (!drop && !changes && promotions.isEmpty()) {
            throw map.refused("says nothing that is to be done: leave the column out");
        }
        return new ColumnRule(column, drop, name, steps, promotions, place);
    }

    private List<Promotion> promotions(YamlMap map) {
        List<Promotion> promotions = new ArrayList<>();
        map.entries().forEach((name, node) -> {
            claim(name, map.placeOf(name));
            YamlMap said = node.asMap();
            YamlNode path = said.required("path");
            JsonPointer pointer = JsonPointer.parse(path.asText())
                    .orElseThrow(() -> path.unexpected("a JSON pointer, such as /user/id"));
            Steps steps = new StepWords(said, true).steps();
            said.end();
            promotions.add(new Promotion(name, pointer, steps, map.placeOf(name)));
        });
        if (promotions.isEmpty()) {
            throw map.unexpected("at least one new column");
        }
        return promotions;
    }

    private String name(YamlNode node) {
        String name = node.asText();
        claim(name, node.place());
        return name;
    }

    private void claim(String name, Place place) {
        if (name.isEmpty()) {
            throw place.refused(place.path() + " is empty, expected a name");
        }
        Place other = names.put(name, place);
        if (other != null) {
            throw place.refused(place.path() + " makes a second column " + Shown.text(name) + "; the first is in line "
                    + other.line());
        }
    }
}
