package dev.slipway.data;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A column in which an empty text and null became one on the way: how many there were of each.
 *
 * @param column its name at the source
 * @param empty texts that became null
 * @param absent values that were null before
 */
public record Emptied(String column, long empty, long absent) {
    /** The sum for each column, by name; without those that had neither. Equal sums are equal lists. */
    public static List<Emptied> sum(Collection<Emptied> several) {
        Map<String, Emptied> sums = new TreeMap<>();
        several.forEach(one -> sums.merge(one.column(), one, Emptied::plus));
        return sums.values().stream()
                .filter(sum -> sum.empty() != 0 || sum.absent() != 0)
                .toList();
    }

    private Emptied plus(Emptied other) {
        return new Emptied(column, empty + other.empty, absent + other.absent);
    }
}
