package dev.slipway.config;

import dev.slipway.Failure;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Makes nodes of the library's events. Its own nodes are not used: they resolve aliases, tags and merged keys silently. */
final class YamlParser {
    private static final int DEPTH_MAX = 32;

    private final String name;
    private final Iterator<Event> events;
    private int depth;

    YamlParser(String name, String text) {
        this.name = name;
        this.events = new Parse(LoadSettings.builder()
                        .setLabel(name)
                        .setCodePointLimit(Integer.MAX_VALUE)
                        .build())
                .parseString(text)
                .iterator();
    }

    /** The only document; nothing when there is none. */
    Optional<YamlNode> document() {
        try {
            if (!find(Event.ID.DocumentStart)) {
                return Optional.empty();
            }
            YamlNode node = node(events.next(), "");
            refuseSecond();
            return Optional.of(node);
        } catch (MarkedYamlEngineException e) {
            throw refused(e);
        } catch (YamlEngineException e) {
            throw new Failure(
                    Failure.Kind.CONFIG, name + ": is no YAML 1.2: " + Shown.line(String.valueOf(e.getMessage())), e);
        }
    }

    private void refuseSecond() {
        while (events.hasNext()) {
            Event event = events.next();
            if (event.getEventId() == Event.ID.DocumentStart) {
                throw place(event, "").refused("a second document begins, expected one in a file");
            }
        }
    }

    private boolean find(Event.ID wanted) {
        while (events.hasNext()) {
            if (events.next().getEventId() == wanted) {
                return true;
            }
        }
        return false;
    }

    private YamlNode node(Event event, String path) {
        Place place = place(event, path);
        refuseIndirect(event, place);
        return switch (event) {
            case ScalarEvent scalar -> new YamlScalar(place, scalar.getValue(), scalar.isPlain());
            case SequenceStartEvent start -> deeper(place, () -> list(place));
            case MappingStartEvent start -> deeper(place, () -> map(place));
            default -> throw place.refused("expected a value");
        };
    }

    private YamlNode deeper(Place place, Supplier<YamlNode> collection) {
        if (++depth > DEPTH_MAX) {
            throw place.refused("lies more than " + DEPTH_MAX + " levels deep");
        }
        YamlNode node = collection.get();
        depth--;
        return node;
    }

    private YamlList list(Place place) {
        List<YamlNode> items = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            items.add(node(event, place.path() + '[' + items.size() + ']'));
        }
        return new YamlList(place, items);
    }

    private YamlMap map(Place place) {
        SequencedMap<String, YamlMap.Entry> entries = new LinkedHashMap<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            YamlNode written = node(event, place.path());
            if (!(written instanceof YamlScalar scalar) || scalar.kind() != YamlScalar.Kind.TEXT) {
                throw written.place()
                        .refused(
                                "expected a text as key, found " + written.shown() + ": put it in quotes if it is one");
            }
            String path = place.below(scalar.text());
            YamlMap.Entry before = entries.get(scalar.text());
            if (before != null) {
                throw written.place()
                        .refused(path + " is given twice; line " + before.key().line() + " has it already");
            }
            entries.put(scalar.text(), new YamlMap.Entry(place(event, path), node(events.next(), path)));
        }
        return new YamlMap(place, entries);
    }

    /** What stands for something else, or claims to be something else, is not what it looks like. */
    private static void refuseIndirect(Event event, Place place) {
        if (event instanceof AliasEvent alias) {
            throw place.refused("*" + Shown.text(alias.getAlias().getValue())
                    + " is an alias, which is not used here: put a text that begins with * in quotes");
        }
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            throw place.refused("&" + Shown.text(node.getAnchor().get().getValue())
                    + " is an anchor, which is not used here: put a text that begins with & in quotes");
        }
        Optional<String> tag =
                switch (event) {
                    case ScalarEvent scalar -> scalar.getTag();
                    case CollectionStartEvent collection -> collection.getTag();
                    default -> Optional.empty();
                };
        if (tag.isPresent()) {
            throw place.refused("has a tag, which is not used here: put a text that begins with ! in quotes");
        }
    }

    private Place place(Event event, String path) {
        return place(event.getStartMark(), path);
    }

    private Place place(Optional<Mark> mark, String path) {
        return mark.map(at -> new Place(name, at.getLine() + 1, at.getColumn() + 1, path))
                .orElseGet(() -> new Place(name, 1, 1, path));
    }

    private Failure refused(MarkedYamlEngineException e) {
        Optional<Mark> mark = e.getProblemMark().isPresent() ? e.getProblemMark() : e.getContextMark();
        String context = e.getContext() == null ? "" : e.getContext() + ", ";
        String advice = context.contains("an alias") || context.contains("an anchor")
                ? ": put a text that begins with * or & in quotes"
                : "";
        return place(mark, "").refused("is no YAML: " + Shown.line(context + e.getProblem()) + advice);
    }
}
