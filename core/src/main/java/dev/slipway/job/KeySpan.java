package dev.slipway.job;

import dev.slipway.Failure;
import dev.slipway.ledger.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A range of a table's rows by a key that grows with each new row: those after one row, through another. What a slice that was
 * exported so tells of itself; its selection says the same to the source.
 *
 * @param key its columns, by their names at the source
 * @param after the key of the last row before the range, a text for each column; empty: the range has no lower end
 * @param through the key of the last row in it
 */
public record KeySpan(List<String> key, List<String> after, List<String> through) {
    private static final String KEY = "range.key.";
    private static final String AFTER = "range.after.";
    private static final String THROUGH = "range.through.";

    public KeySpan {
        key = List.copyOf(key);
        after = List.copyOf(after);
        through = List.copyOf(through);
        if (key.isEmpty() || through.size() != key.size() || !after.isEmpty() && after.size() != key.size()) {
            throw new IllegalArgumentException("a key of " + key.size() + " columns, and a range after " + after.size()
                    + " and through " + through.size() + " values");
        }
    }

    /** A slice, and the range of the table that it holds. */
    public record Ranged(Slice slice, KeySpan span) {}

    /** Adds to an origin what {@link #of} finds there again. */
    public Map<String, String> describe(Map<String, String> origin) {
        Map<String, String> told = new TreeMap<>(origin);
        put(told, KEY, key);
        put(told, AFTER, after);
        put(told, THROUGH, through);
        return told;
    }

    private static void put(Map<String, String> origin, String name, List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            origin.put(name + (i + 1), values.get(i));
        }
    }

    /** The range that an origin tells, if it tells one. */
    public static Optional<KeySpan> of(Map<String, String> origin) {
        List<String> key = list(origin, KEY);
        return key.isEmpty()
                ? Optional.empty()
                : Optional.of(new KeySpan(key, list(origin, AFTER), list(origin, THROUGH)));
    }

    private static List<String> list(Map<String, String> origin, String name) {
        List<String> values = new ArrayList<>();
        for (String value = origin.get(name + 1); value != null; value = origin.get(name + (values.size() + 1))) {
            values.add(value);
        }
        return values;
    }

    /**
     * Slices in the order of their ranges, each of which begins where the one before it ends, and the first of which has no
     * lower end: together they are all rows through the last one's.
     *
     * @param key by which they must be
     * @throws Failure CONFIG when one of them is of other rows, or one is missing between others
     */
    public static List<Ranged> chain(String table, List<Slice> slices, List<String> key) {
        List<Ranged> left = new ArrayList<>();
        slices.forEach(slice -> left.add(ranged(table, slice, key)));
        List<Ranged> chain = new ArrayList<>();
        while (!left.isEmpty()) {
            List<String> end =
                    chain.isEmpty() ? List.of() : chain.getLast().span().through();
            Ranged next = left.stream()
                    .filter(one -> one.span().after().equals(end))
                    .findFirst()
                    .orElseThrow(() -> refused(
                            table,
                            "nothing that follows " + (end.isEmpty() ? "the beginning" : end)
                                    + ", though there is what comes later: export it to another folder"));
            left.remove(next);
            chain.add(next);
        }
        return chain;
    }

    private static Ranged ranged(String table, Slice slice, List<String> key) {
        KeySpan span = of(slice.origin())
                .orElseThrow(
                        () -> refused(
                                table,
                                "\"" + slice.selection()
                                        + "\", which tells no range of a key, so that nothing can go on after"
                                        + (slice.adopted()
                                                ? " it: adopt it again with --url"
                                                : " it: export to another folder, or say --replace once without --incremental")));
        if (!span.key().equals(key)) {
            throw refused(
                    table,
                    "rows by the key " + String.join(",", span.key()) + ", and this export asks for "
                            + String.join(",", key) + ": name the same key");
        }
        return new Ranged(slice, span);
    }

    private static Failure refused(String table, String what) {
        return new Failure(Failure.Kind.CONFIG, "of " + table + " there is " + what);
    }
}
