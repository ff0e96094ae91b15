package dev.slipway.data;

/**
 * Which rows of a column hold a value: bit {@code i % 64} of word {@code i / 64} is set when row {@code i} is present.
 *
 * @param words at least one bit for each row; not read when {@code nulls} is 0
 * @param nulls the number of rows without a value
 */
public record Validity(long[] words, int nulls) {
    /** Every row present. */
    public static final Validity ALL = new Validity(new long[0], 0);

    /** The number of words that {@code rows} rows need. */
    public static int words(int rows) {
        return (rows + 63) >>> 6;
    }

    /** Whether {@code row} has no value. */
    public boolean isNull(int row) {
        return nulls != 0 && (words[row >>> 6] >>> row & 1) == 0;
    }

    /** Whether any row has no value. */
    public boolean hasNulls() {
        return nulls != 0;
    }
}
