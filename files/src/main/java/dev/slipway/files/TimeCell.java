package dev.slipway.files;

import dev.slipway.data.Type;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Reads times of day: {@code 09:02:09.5}. A time of day is a moment of the first day of 1970. */
final class TimeCell implements Cell {
    private static final byte[] DAY = "1970-01-01T".getBytes(StandardCharsets.US_ASCII);
    private static final int LENGTH_MAX = 18;

    private final TimestampCell moments;
    private final String unit;
    private final byte[] moment = new byte[DAY.length + LENGTH_MAX];

    TimeCell(Type.Unit unit) {
        moments = new TimestampCell(new Type.Timestamp(unit, false), Optional.empty());
        this.unit = unit.name().toLowerCase(Locale.ROOT);
        System.arraycopy(DAY, 0, moment, 0, DAY.length);
    }

    @Override
    public void read(byte[] data, int start, int length, ColumnBuilder into) throws Unfit {
        if (length <= LENGTH_MAX) {
            System.arraycopy(data, start, moment, DAY.length, length);
            try {
                moments.read(moment, 0, DAY.length + length, into);
                return;
            } catch (Unfit e) {
                // told below, of what was there
            }
        }
        throw Unfit.because(
                RawText.shown(data, start, start + length) + " is not a time of day like 09:02:09.5, in " + unit);
    }
}
