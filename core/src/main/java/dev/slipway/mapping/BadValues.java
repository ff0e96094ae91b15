package dev.slipway.mapping;

import dev.slipway.data.Column;
import dev.slipway.data.Losses;
import dev.slipway.data.Type;
import dev.slipway.data.Validity;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where a column's steps tell of values that they cannot take, and what becomes of those. Values of a row that was rejected
 * for another column do not count: the row is gone.
 */
final class BadValues {
    private final OnBadValue policy;
    private final String column;
    private final Type type;
    private final BatchRows rows;
    private int @Nullable [] offsets;
    private long @Nullable [] nulled;
    private int fresh;
    private long nulls;
    private long rejected;

    /** For the column called {@code column}, whose bad values are of {@code type}. */
    BadValues(OnBadValue policy, String column, Type type, BatchRows rows) {
        this.policy = policy;
        this.column = column;
        this.type = type;
        this.rows = rows;
    }

    /** From now on values are elements of lists: row {@code i} holds those from {@code offsets[i]} on. */
    void within(int[] offsets) {
        this.offsets = offsets;
    }

    /** From now on values are rows again. */
    void above() {
        offsets = null;
    }

    /** The value of {@code found} at {@code place} cannot be taken; {@code reason} completes "the value …". */
    void found(Column found, int place, String reason) {
        int row = row(place);
        if (rows.rejects(row)) {
            return;
        }
        switch (policy) {
            case ERROR -> throw rows.refused(column, row, Shown.value(type, found, place), reason);
            case NULL -> {
                note(place);
                nulls++;
            }
            case REJECT -> {
                rows.reject(row);
                rejected++;
            }
        }
    }

    private int row(int place) {
        int[] lists = offsets;
        if (lists == null) {
            return place;
        }
        int found = Arrays.binarySearch(lists, 0, rows.count() + 1, place);
        if (found < 0) {
            return -found - 2;
        }
        // Empty lists begin where the next one does: the last of them has the element.
        int row = found;
        while (lists[row + 1] == place) {
            row++;
        }
        return row;
    }

    private void note(int place) {
        long[] words = nulled;
        int needed = Validity.words(place + 1);
        if (words == null) {
            words = new long[Math.max(needed, Validity.words(rows.count()))];
        } else if (words.length < needed) {
            words = Arrays.copyOf(words, needed + needed / 2);
        }
        words[place >>> 6] |= 1L << place;
        nulled = words;
        fresh++;
    }

    /** {@code before} without the values that became null since this was asked the last time. */
    Validity validity(Validity before, int count) {
        long[] gone = nulled;
        if (gone == null) {
            return before;
        }
        long[] words = new long[Math.max(gone.length, Validity.words(count))];
        if (before.hasNulls()) {
            System.arraycopy(before.words(), 0, words, 0, Validity.words(count));
        } else {
            Arrays.fill(words, -1L);
        }
        for (int i = 0; i < gone.length; i++) {
            words[i] &= ~gone[i];
        }
        Validity validity = new Validity(words, before.nulls() + fresh);
        nulled = null;
        fresh = 0;
        return validity;
    }

    Losses.OfColumn losses() {
        return new Losses.OfColumn(column, nulls, rejected);
    }
}
