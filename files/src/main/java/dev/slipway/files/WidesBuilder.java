package dev.slipway.files;

import dev.slipway.data.Column;
import dev.slipway.data.Validity;
import java.util.Arrays;

/** Builds values of 128 bits. */
public final class WidesBuilder extends ColumnBuilder {
    private long[] highs = new long[0];
    private long[] lows = new long[0];

    WidesBuilder() {}

    /** Adds a value as {@link Column.Wides} has it. */
    public void add(long high, long low) {
        int row = next();
        highs[row] = high;
        lows[row] = low;
    }

    @Override
    public long bytes() {
        return 2L * Long.BYTES * rows();
    }

    @Override
    void makeRoom(int count) {
        if (highs.length < count) {
            highs = Arrays.copyOf(highs, grown(highs.length));
            lows = Arrays.copyOf(lows, highs.length);
        }
    }

    @Override
    void addEmpty(int row) {
        highs[row] = 0;
        lows[row] = 0;
    }

    @Override
    void keepValues(int kept) {}

    @Override
    Column column(Validity validity) {
        return new Column.Wides(highs, lows, validity);
    }
}
