package dev.slipway.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where in a document something is wanted: the pointers of all promotions out of one column, folded into a tree. */
final class PointerTree {
    /** The promotions that want what stands here. */
    final List<Promoted> wanted = new ArrayList<>();

    private final Map<String, PointerTree> members = new HashMap<>();

    /** The document in which this place was last come by; another time in the same one is a key that is there twice. */
    private long seen = -1;

    /** Adds a place. */
    void add(List<String> way, Promoted promoted) {
        if (way.isEmpty()) {
            wanted.add(promoted);
        } else {
            members.computeIfAbsent(way.getFirst(), name -> new PointerTree())
                    .add(way.subList(1, way.size()), promoted);
        }
    }

    /** What is wanted below the member called {@code name}. */
    @Nullable
    PointerTree member(String name) {
        return members.get(name);
    }

    /** What is wanted below the element at {@code index}. */
    @Nullable
    PointerTree element(int index) {
        return members.isEmpty() ? null : members.get(String.valueOf(index));
    }

    /** Whether nothing is wanted below this place. */
    boolean leaf() {
        return members.isEmpty();
    }

    /** Whether this is the first time that {@code document} comes by. */
    boolean first(long document) {
        boolean first = seen != document;
        seen = document;
        return first;
    }

    /** Tells everything here and below that it cannot be had. */
    void refuse(int row, String reason) {
        wanted.forEach(promoted -> promoted.refuse(row, reason));
        members.values().forEach(member -> member.refuse(row, reason));
    }
}
