package dev.slipway.files;

import dev.slipway.data.Column;
import dev.slipway.data.Validity;
import java.util.Arrays;

/** Builds values of up to 32 bits. */
public final class IntsBuilder extends ColumnBuilder {
    private int[] values = new int[0];

    IntsBuilder() {}

    /** Adds a value as {@link Column.Ints} has it. */
    public void add(int value) {
        int row = next();
        values[row] = value;
    }

    @Override
    public long bytes() {
        return (long) Integer.BYTES * rows();
    }

    @Override
    void makeRoom(int count) {
        if (values.length < count) {
            values = Arrays.copyOf(values, grown(values.length));
        }
    }

    @Override
    void addEmpty(int row) {
        values[row] = 0;
    }

    @Override
    void keepValues(int kept) {}

    @Override
    Column column(Validity validity) {
        return new Column.Ints(values, validity);
    }
}
