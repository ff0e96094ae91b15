package dev.slipway.files;

import dev.slipway.mapping.Form;
import dev.slipway.mapping.FormReader;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** Reads dates: {@code 2025-10-28}, of the years 1 to 294246. A date is its first moment. */
final class DateCell implements Cell {
    private static final byte[] MIDNIGHT = " 00:00:00".getBytes(StandardCharsets.US_ASCII);
    private static final int LENGTH_MAX = 12;

    private final FormReader reader = new FormReader(new Form.Timestamp(false, false, OptionalInt.empty()));
    private final byte[] moment = new byte[LENGTH_MAX + MIDNIGHT.length];

    @Override
    public void read(byte[] data, int start, int length, ColumnBuilder into) throws Unfit {
        long usual = UsualSpelling.date(data, start, length);
        if (usual != UsualSpelling.NONE) {
            ((IntsBuilder) into).add((int) usual);
        } else {
            readOther(data, start, length, into);
        }
    }

    /** In any spelling. */
    void readOther(byte[] data, int start, int length, ColumnBuilder into) throws Unfit {
        if (length <= LENGTH_MAX) {
            System.arraycopy(data, start, moment, 0, length);
            System.arraycopy(MIDNIGHT, 0, moment, length, MIDNIGHT.length);
            if (reader.read(moment, 0, length + MIDNIGHT.length)) {
                ((IntsBuilder) into).add((int) Math.floorDiv(reader.low(), Times.MICROS_OF_DAY));
                return;
            }
        }
        throw Unfit.because(RawText.shown(data, start, start + length) + " is not a date like 2025-10-28");
    }
}
