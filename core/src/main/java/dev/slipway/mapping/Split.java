package dev.slipway.mapping;

import dev.slipway.data.Column;
import dev.slipway.data.Validity;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Splits texts at a separator into lists; an empty text is an empty list. Elements are views into the same bytes. */
final class Split implements Step {
    private final byte[] separator;
    private final Optional<Step> elements;
    private int[] offsets = new int[1];
    private int[] starts = new int[0];
    private int[] lengths = new int[0];
    private int count;

    /** {@code elements}: what happens to the elements of all lists, as if they were a column. */
    Split(String separator, Optional<Step> elements) {
        this.separator = separator.getBytes(StandardCharsets.UTF_8);
        this.elements = elements;
    }

    @Override
    public Column apply(Column column, int rows, BadValues bad) {
        Column.Bytes text = (Column.Bytes) column;
        if (offsets.length <= rows) {
            offsets = new int[rows + 1];
        }
        count = 0;
        for (int i = 0; i < rows; i++) {
            // A null has no length, and so no elements.
            if (text.lengths()[i] > 0) {
                split(text.data(), text.starts()[i], text.starts()[i] + text.lengths()[i]);
            }
            offsets[i + 1] = count;
        }
        Column split = new Column.Bytes(text.data(), starts, lengths, Validity.ALL);
        if (elements.isPresent()) {
            bad.within(offsets);
            split = elements.get().apply(split, count, bad);
            bad.above();
        }
        return new Column.Lists(offsets, split, text.validity());
    }

    private void split(byte[] data, int from, int to) {
        int start = from;
        int last = to - separator.length;
        byte first = separator[0];
        for (int at = from; at <= last; at++) {
            if (data[at] == first && separates(data, at)) {
                add(start, at);
                start = at + separator.length;
                at = start - 1;
            }
        }
        add(start, to);
    }

    private boolean separates(byte[] data, int at) {
        for (int i = 1; i < separator.length; i++) {
            if (data[at + i] != separator[i]) {
                return false;
            }
        }
        return true;
    }

    private void add(int from, int to) {
        if (count == starts.length) {
            int room = Math.max(64, count + (count >> 1));
            starts = Arrays.copyOf(starts, room);
            lengths = Arrays.copyOf(lengths, room);
        }
        starts[count] = from;
        lengths[count++] = to - from;
    }
}
