package dev.slipway.config;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A list of values. */
public final class YamlList extends YamlNode {
    private final List<YamlNode> items;

    YamlList(Place place, List<YamlNode> items) {
        super(place);
        this.items = List.copyOf(items);
    }

    @Override
    String shown() {
        return items.isEmpty() ? "an empty list" : "a list";
    }

    @Override
    public Stream<Place> places() {
        return Stream.concat(super.places(), items.stream().flatMap(YamlNode::places));
    }

    @Override
    YamlList without(Set<String> paths) {
        return new YamlList(
                place(),
                items.stream()
                        .filter(item -> !paths.contains(item.place().path()))
                        .map(item -> item.without(paths))
                        .toList());
    }

    @Override
    public List<YamlNode> asList() {
        return items;
    }
}
