package dev.slipway.config;

import java.util.List;

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
    public List<YamlNode> asList() {
        return items;
    }
}
