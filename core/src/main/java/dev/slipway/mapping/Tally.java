package dev.slipway.mapping;

import java.util.ArrayList;
import java.util.List;

/**
 * What a mapping did to some rows. {@code rowsOut + rejected == rowsIn}.
 *
 * @param columns those that had a bad value
 * @param examples the first few bad values that were no error
 */
public record Tally(long rowsIn, long rowsOut, long rejected, List<OfColumn> columns, List<BadValue> examples) {
    /** Nothing was mapped. */
    public static final Tally NONE = new Tally(0, 0, 0, List.of(), List.of());

    /** How many bad values are kept as examples. */
    public static final int EXAMPLES_MAX = 5;

    public Tally {
        columns = List.copyOf(columns);
        examples = List.copyOf(examples);
    }

    /**
     * What happened in a column.
     *
     * @param column its name at the source; of a promoted one, with the pointer behind it
     * @param nulled values that became null
     * @param rejected rows that were left out because of it
     */
    public record OfColumn(String column, long nulled, long rejected) {}

    /**
     * A value that a step could not take.
     *
     * @param column its name at the source; of a promoted one, with the pointer behind it
     * @param row the row, by its key and its place
     * @param value shortened, and fit to print
     * @param reason completes "the value …"
     */
    public record BadValue(String column, String row, String value, String reason) {
        @Override
        public String toString() {
            return "column " + column + ", " + row + ": " + value + ' ' + reason;
        }
    }

    /** What happened to these rows and those of {@code other}. */
    public Tally plus(Tally other) {
        List<OfColumn> sums = new ArrayList<>(columns);
        for (OfColumn added : other.columns) {
            int at = 0;
            while (at < sums.size() && !sums.get(at).column().equals(added.column())) {
                at++;
            }
            if (at == sums.size()) {
                sums.add(added);
            } else {
                OfColumn sum = sums.get(at);
                sums.set(
                        at,
                        new OfColumn(sum.column(), sum.nulled() + added.nulled(), sum.rejected() + added.rejected()));
            }
        }
        List<BadValue> first = new ArrayList<>(examples);
        first.addAll(other.examples);
        return new Tally(
                rowsIn + other.rowsIn,
                rowsOut + other.rowsOut,
                rejected + other.rejected,
                sums,
                first.subList(0, Math.min(first.size(), EXAMPLES_MAX)));
    }
}
