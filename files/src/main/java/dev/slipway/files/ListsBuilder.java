package dev.slipway.files;

import dev.slipway.data.Column;
import dev.slipway.data.Validity;
import java.util.Arrays;

/** Builds lists, and maps as lists of groups of key and value: first the elements of a value, then its end. */
public final class ListsBuilder extends ColumnBuilder {
    private final ColumnBuilder elements;
    private int[] offsets = new int[1];

    ListsBuilder(ColumnBuilder elements) {
        this.elements = elements;
    }

    /** Where the elements go. */
    public ColumnBuilder elements() {
        return elements;
    }

    /** Adds a list of the elements that were added since the last one. */
    public void end() {
        int row = next();
        offsets[row + 1] = elements.rows();
    }

    @Override
    public long bytes() {
        return (long) Integer.BYTES * rows() + elements.bytes();
    }

    @Override
    void makeRoom(int count) {
        if (offsets.length <= count) {
            offsets = Arrays.copyOf(offsets, grown(offsets.length));
        }
    }

    @Override
    void addEmpty(int row) {
        elements.keep(offsets[row]);
        offsets[row + 1] = offsets[row];
    }

    @Override
    void keepValues(int kept) {
        elements.keep(offsets[kept]);
    }

    @Override
    Column column(Validity validity) {
        return new Column.Lists(offsets, elements.column(), validity);
    }
}
