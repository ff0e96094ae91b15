package dev.slipway.postgres;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Chooses partitions by the end of their range, as the catalogue tells it. */
final class PartitionChoice {
    private static final String QUOTED = "'([^']*+(?:''[^']*+)*+)'";
    private static final Pattern RANGE_END = Pattern.compile(
            "FOR VALUES FROM \\((?:" + QUOTED + "|[^'()])*+\\) TO \\((?:" + QUOTED + "|\\w).*\\)", Pattern.DOTALL);

    private final Map<Long, Bounded> all = new HashMap<>();
    private final Optional<Duration> olderThan;

    private PartitionChoice(List<Bounded> below, Optional<Duration> olderThan) {
        below.forEach(partition -> all.put(partition.named().oid(), partition));
        this.olderThan = olderThan;
    }

    /**
     * A relation below a partitioned table.
     *
     * @param parent the table that it is a partition of
     * @param bound as SQL writes it
     * @param keyType the type of the first column that its parent is divided by; empty for an expression
     * @param old whether the end of its range lies so long ago; empty if that cannot be told
     */
    record Bounded(Catalog.Named named, long parent, String bound, String keyType, Optional<Boolean> old) {
        /** The end of its range, if that is a time. */
        Optional<String> end() {
            return switch (keyType) {
                case "date", "timestamp without time zone", "timestamp with time zone" -> rangeEnd(bound);
                default -> Optional.empty();
            };
        }

        Bounded judged(boolean isOld) {
            return new Bounded(named, parent, bound, keyType, Optional.of(isOld));
        }
    }

    /** What became of a leaf. */
    record Judged(Catalog.Named leaf, boolean taken, String why) {}

    /** The first value of a bound's end; empty when it has none that is a value. */
    static Optional<String> rangeEnd(String bound) {
        Matcher matcher = RANGE_END.matcher(bound);
        return matcher.matches()
                ? Optional.ofNullable(matcher.group(2)).map(text -> text.replace("''", "'"))
                : Optional.empty();
    }

    /** All leaves of a table whose relations below are these, in their order. */
    static List<Judged> of(List<Bounded> below, Optional<Duration> olderThan) {
        PartitionChoice choice = new PartitionChoice(below, olderThan);
        List<Judged> judged = new ArrayList<>();
        below.stream()
                .filter(partition -> partition.named().kind() != Relation.Kind.PARTITIONED)
                .forEach(leaf -> judged.add(choice.judge(leaf)));
        return judged;
    }

    /** A leaf holds no other rows than each of those above it. */
    private Judged judge(Bounded leaf) {
        if (olderThan.isEmpty()) {
            return new Judged(leaf.named(), true, "it is a partition");
        }
        List<String> why = new ArrayList<>();
        for (Bounded at = leaf; at != null; at = all.get(at.parent())) {
            Optional<String> end = at.end();
            if (end.isPresent() && at.old().orElse(false)) {
                return new Judged(leaf.named(), true, "its range ends at " + end.get());
            }
            why.add(end.map(time -> "its range ends at " + time).orElse(reason(at)));
        }
        return new Judged(leaf.named(), false, String.join("; above that, ", why));
    }

    private static String reason(Bounded partition) {
        if (partition.bound().equals("DEFAULT")) {
            return "it is the default partition, which has no range";
        }
        if (partition.bound().contains(" TO (MAXVALUE")) {
            return "its range has no end";
        }
        return "it is divided by no time (" + partition.bound() + ")";
    }

    /** These with their age told: {@code old} for each that has an end, in their order. */
    static List<Bounded> judged(List<Bounded> below, boolean[] old) {
        List<Bounded> judged = new ArrayList<>();
        int next = 0;
        for (Bounded partition : below) {
            judged.add(partition.end().isPresent() ? partition.judged(old[next++]) : partition);
        }
        if (next != old.length) {
            throw new IllegalStateException(Arrays.toString(old) + " tells of other partitions");
        }
        return judged;
    }
}
