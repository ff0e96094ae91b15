package dev.slipway.parquet;

import dev.slipway.data.Column;
import dev.slipway.data.Validity;
import java.util.Arrays;

/**
 * The entries of one node of the schema for some rows: Dremel's levels, and for each entry the row of the node's column
 * that it stands for, or −1 where something above it is missing or empty (Melnik et al., "Dremel", 2010).
 */
final class Entries {
    byte[] definitions = new byte[0];
    byte[] repetitions = new byte[0];
    int[] rows = new int[0];
    int count;

    private void reserve(int more) {
        int needed = count + more;
        if (rows.length < needed) {
            int length = Math.max(needed, rows.length * 2);
            definitions = Arrays.copyOf(definitions, length);
            repetitions = Arrays.copyOf(repetitions, length);
            rows = Arrays.copyOf(rows, length);
        }
    }

    private void add(int repetition, int definition, int row) {
        repetitions[count] = (byte) repetition;
        definitions[count] = (byte) definition;
        rows[count++] = row;
    }

    /** One entry for each of the rows {@code [from, to)}. */
    void start(int from, int to) {
        count = 0;
        reserve(to - from);
        for (int row = from; row < to; row++) {
            add(0, 0, row);
        }
    }

    /** The entries of {@code parent}, those gone that have no value; one level more where there is one. */
    void optional(Entries parent, Validity validity) {
        count = 0;
        reserve(parent.count);
        for (int i = 0; i < parent.count; i++) {
            int row = parent.rows[i];
            boolean there = row >= 0 && !validity.isNull(row);
            add(parent.repetitions[i], parent.definitions[i] + (there ? 1 : 0), there ? row : -1);
        }
    }

    /** The entries of {@code parent}, as they are. */
    void required(Entries parent) {
        count = 0;
        reserve(parent.count);
        System.arraycopy(parent.repetitions, 0, repetitions, 0, parent.count);
        System.arraycopy(parent.definitions, 0, definitions, 0, parent.count);
        System.arraycopy(parent.rows, 0, rows, 0, parent.count);
        count = parent.count;
    }

    /** One entry for each element of the lists of {@code parent}, one as it was for an empty or missing list. */
    void elements(Entries parent, Column.Lists lists, int repetition) {
        int[] offsets = lists.offsets();
        count = 0;
        for (int i = 0; i < parent.count; i++) {
            int row = parent.rows[i];
            int start = row < 0 ? 0 : offsets[row];
            int end = row < 0 ? 0 : offsets[row + 1];
            reserve(Math.max(1, end - start));
            if (start == end) {
                add(parent.repetitions[i], parent.definitions[i], -1);
            }
            for (int element = start; element < end; element++) {
                add(element == start ? parent.repetitions[i] : repetition, parent.definitions[i] + 1, element);
            }
        }
    }
}
