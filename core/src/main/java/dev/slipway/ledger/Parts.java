package dev.slipway.ledger;

import dev.slipway.store.Blob;
import dev.slipway.store.Store;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The objects of a ledger: commits by their position, and segments, which hold several in a row. */
final class Parts {
    static final String FOLDER = "_slipway/ledger/";

    private static final Pattern NAME = Pattern.compile("(\\d{12})(?:-(\\d{12}))?\\.jsonl");

    /** Commits {@code from … to}, both included. */
    record Part(long from, long to, Blob blob) {
        boolean segment() {
            return to > from;
        }

        boolean covers(Part other) {
            return from <= other.from && other.to <= to && !equals(other);
        }
    }

    private final List<Part> all;

    private Parts(List<Part> all) {
        this.all = all;
    }

    static String commit(long position) {
        return String.format(Locale.ROOT, "%s%012d.jsonl", FOLDER, position);
    }

    static String segment(long from, long to) {
        return String.format(Locale.ROOT, "%s%012d-%012d.jsonl", FOLDER, from, to);
    }

    /** What is there; names that are not ours are left alone. */
    static Parts list(Store store) {
        List<Part> parts = new ArrayList<>();
        try (Stream<Blob> blobs = store.list(FOLDER)) {
            blobs.forEach(blob -> {
                Matcher name = NAME.matcher(blob.key().substring(FOLDER.length()));
                if (name.matches()) {
                    long from = Long.parseLong(name.group(1));
                    parts.add(new Part(from, name.group(2) == null ? from : Long.parseLong(name.group(2)), blob));
                }
            });
        }
        parts.sort(Comparator.comparingLong(Part::from).thenComparingLong(Part::to));
        return new Parts(parts);
    }

    /** These and one more. */
    Parts with(Part part) {
        List<Part> more = new ArrayList<>(all);
        more.add(part);
        return new Parts(more);
    }

    /** The part that holds {@code position} and reaches farthest. */
    Optional<Part> at(long position) {
        return all.stream()
                .filter(part -> part.from() <= position && position <= part.to())
                .max(Comparator.comparingLong(Part::to).thenComparingLong(part -> -part.from()));
    }

    /** The first position behind {@code position} at which a part begins; there must be one. */
    long after(long position) {
        return all.stream()
                .mapToLong(Part::from)
                .filter(from -> from > position)
                .min()
                .orElseThrow();
    }

    /** Positions that no part has though later ones are there: {@code 7} or {@code 7 to 9}. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        long next = 1;
        while (next <= last()) {
            Optional<Part> part = at(next);
            if (part.isEmpty()) {
                long after = after(next);
                missing.add(range(next, after - 1));
                next = after;
            } else {
                next = part.get().to() + 1;
            }
        }
        return missing;
    }

    /** {@code 7} or {@code 7 to 9}. */
    static String range(long from, long to) {
        return from == to ? String.valueOf(from) : from + " to " + to;
    }

    /** The last position that any part has; 0 when there is none. */
    long last() {
        return all.stream().mapToLong(Part::to).max().orElse(0);
    }

    /** Whether a segment holds {@code position}: a commit of that position that appears now does not count. */
    boolean merged(long position) {
        return all.stream().anyMatch(part -> part.segment() && part.from() <= position && position <= part.to());
    }

    /** The parts that a reader needs, in order. */
    List<Part> chain() {
        List<Part> chain = new ArrayList<>();
        for (Optional<Part> part = at(1); part.isPresent(); part = at(part.get().to() + 1)) {
            chain.add(part.get());
        }
        return chain;
    }

    /** Parts whose commits another one holds as well. */
    List<Part> covered() {
        return all.stream()
                .filter(part -> all.stream().anyMatch(other -> other.covers(part)))
                .toList();
    }
}
