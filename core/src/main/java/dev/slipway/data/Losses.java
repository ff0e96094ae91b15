package dev.slipway.data;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What became of values that could not be taken and were let pass: how many are null now, and how many rows were left out.
 * Rows that were read are rows that were written and rows that were left out. Equal losses have equal columns.
 *
 * @param columns those that lost something, in the order of their names, each once
 */
public record Losses(List<OfColumn> columns) {
    /** Nothing was lost. */
    public static final Losses NONE = new Losses(List.of());

    /**
     * What a column lost.
     *
     * @param column its name at the source; of a promoted one, with the pointer behind it
     * @param nulled values that became null
     * @param rejected rows that were left out because of it
     */
    public record OfColumn(String column, long nulled, long rejected) {
        private OfColumn plus(OfColumn other) {
            return new OfColumn(column, nulled + other.nulled, rejected + other.rejected);
        }

        /** For messages. */
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "column %s had bad values: %,d became null, %,d rows were rejected",
                    column,
                    nulled,
                    rejected);
        }
    }

    public Losses {
        Map<String, OfColumn> sums = new TreeMap<>();
        columns.forEach(column -> sums.merge(column.column(), column, OfColumn::plus));
        columns = sums.values().stream()
                .filter(column -> column.nulled() != 0 || column.rejected() != 0)
                .toList();
    }

    /** The sum of several. */
    public static Losses sum(Collection<Losses> several) {
        return new Losses(
                several.stream().flatMap(losses -> losses.columns().stream()).toList());
    }

    /** What is lost besides {@code part}, which is part of this. */
    public Losses minus(Losses part) {
        return new Losses(Stream.concat(
                        columns.stream(),
                        part.columns.stream()
                                .map(column -> new OfColumn(column.column(), -column.nulled(), -column.rejected())))
                .toList());
    }

    /** Whether nothing was lost. */
    public boolean isEmpty() {
        return columns.isEmpty();
    }

    /** Values that became null. */
    public long nulled() {
        return columns.stream().mapToLong(OfColumn::nulled).sum();
    }

    /** Rows that were left out. */
    public long rejected() {
        return columns.stream().mapToLong(OfColumn::rejected).sum();
    }
}
