package dev.slipway.files;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The keys on the ways to all that is wanted of an object. */
final class KeyTree {
    /** What is found here. */
    final List<Spot> wanted = new ArrayList<>();

    private final SequencedMap<String, KeyTree> members = new LinkedHashMap<>();
    private final String path;
    private long seen;

    KeyTree() {
        this("");
    }

    private KeyTree(String path) {
        this.path = path;
    }

    /** The place that these keys lead to. */
    KeyTree at(List<String> steps) {
        KeyTree place = this;
        for (String step : steps) {
            KeyTree from = place;
            place = place.members.computeIfAbsent(step, key -> new KeyTree(from.path(key)));
        }
        return place;
    }

    /** What is wanted of this place. */
    Spot want(Spot spot) {
        wanted.add(spot);
        return spot;
    }

    @Nullable
    KeyTree member(String key) {
        return members.get(key);
    }

    boolean hasMembers() {
        return !members.isEmpty();
    }

    Collection<String> names() {
        return members.keySet();
    }

    /** Whether it is met for the first time in this object. */
    boolean first(long object) {
        boolean first = seen != object;
        seen = object;
        return first;
    }

    String path() {
        return path;
    }

    /** How a key below it is called in messages. */
    String path(String key) {
        return path.isEmpty() ? key : path + '.' + key;
    }
}
