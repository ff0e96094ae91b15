package dev.slipway.postgres;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Partitions of tables, chosen by the ranges that they were declared with.
 *
 * @param parents partitioned tables, each by its name
 * @param olderThan take only those that hold no row younger than this, by the end of their range; empty: all of them
 */
public record Partitions(List<String> parents, Optional<Duration> olderThan) {
    /** None. */
    public static final Partitions NONE = new Partitions(List.of(), Optional.empty());

    public Partitions {
        parents = List.copyOf(parents);
        if (parents.isEmpty() && olderThan.isPresent()) {
            throw new IllegalArgumentException("an age is said of partitions, and of which tables is not said");
        }
    }
}
