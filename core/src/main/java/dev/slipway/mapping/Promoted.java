package dev.slipway.mapping;

import dev.slipway.data.Column;
import dev.slipway.data.Validity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One column of values that are taken out of JSON: their texts, or themselves as JSON. */
final class Promoted {
    private record Problem(int row, String reason) {}

    private final boolean json;
    private final List<Problem> problems = new ArrayList<>();
    private byte[] data = new byte[0];
    private int[] starts = new int[0];
    private int[] lengths = new int[0];
    private long[] present = new long[0];
    private int end;

    /** {@code json}: whether values stay JSON. */
    Promoted(boolean json) {
        this.json = json;
    }

    boolean json() {
        return json;
    }

    void begin(int rows) {
        if (starts.length < rows) {
            starts = new int[rows];
            lengths = new int[rows];
            present = new long[Validity.words(rows)];
        }
        Arrays.fill(starts, 0, rows, 0);
        Arrays.fill(lengths, 0, rows, 0);
        Arrays.fill(present, 0);
        problems.clear();
        end = 0;
    }

    /** The row's value is these bytes. */
    void put(int row, byte[] from, int start, int length) {
        if (data.length - end < length) {
            data = Arrays.copyOf(data, Math.addExact(end, Math.max(length, end / 2)));
        }
        System.arraycopy(from, start, data, end, length);
        starts[row] = end;
        lengths[row] = length;
        present[row >>> 6] |= 1L << row;
        end += length;
    }

    /** The row has no value that could be had; {@code reason} completes "the document …". */
    void refuse(int row, String reason) {
        present[row >>> 6] &= ~(1L << row);
        lengths[row] = 0;
        if (problems.isEmpty() || problems.getLast().row() != row) {
            problems.add(new Problem(row, reason));
        }
    }

    /** The values, after {@code bad} was told of the documents in {@code source} that did not yield one. */
    Column column(Column.Bytes source, int rows, BadValues bad) {
        problems.forEach(problem -> bad.found(source, problem.row(), problem.reason()));
        int values = 0;
        for (int i = 0; i < Validity.words(rows); i++) {
            values += Long.bitCount(present[i]);
        }
        // A bad value is absent already: what was noted is not needed, but must not be left for the next step.
        bad.validity(Validity.ALL, rows);
        return new Column.Bytes(data, starts, lengths, new Validity(present, rows - values));
    }
}
