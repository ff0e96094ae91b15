package dev.slipway.mapping;

import dev.slipway.data.Column;
import dev.slipway.data.Emptied;
import dev.slipway.data.Validity;

/** Empty texts become null. A null has no length either, so lengths say it all. */
final class EmptyToNull implements Step {
    private long[] words = new long[0];
    private long empty;
    private long absent;

    @Override
    public Column apply(Column column, int rows, BadValues bad) {
        Column.Bytes text = (Column.Bytes) column;
        if (words.length < Validity.words(rows)) {
            words = new long[Validity.words(rows)];
        }
        int[] lengths = text.lengths();
        int present = 0;
        for (int from = 0; from < rows; from += Long.SIZE) {
            int to = Math.min(rows, from + Long.SIZE);
            long word = 0;
            for (int i = from; i < to; i++) {
                word |= (long) (-lengths[i] >>> 31) << i;
            }
            words[from >>> 6] = word;
            present += Long.bitCount(word);
        }
        absent += text.validity().nulls();
        empty += rows - present - text.validity().nulls();
        return present == rows - text.validity().nulls()
                ? text
                : new Column.Bytes(text.data(), text.starts(), lengths, new Validity(words, rows - present));
    }

    /** What became one so far, in the column called {@code column}. */
    Emptied emptied(String column) {
        return new Emptied(column, empty, absent);
    }
}
