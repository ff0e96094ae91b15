package dev.slipway.files;

import dev.slipway.data.Column;
import dev.slipway.data.Validity;
import java.util.Arrays;

/** Builds values of 64 bits. */
public final class LongsBuilder extends ColumnBuilder {
    private long[] values = new long[0];

    LongsBuilder() {}

    /** Adds a value as {@link Column.Longs} has it. */
    public void add(long value) {
        int row = next();
        values[row] = value;
    }

    @Override
    public long bytes() {
        return (long) Long.BYTES * rows();
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
        return new Column.Longs(values, validity);
    }
}
