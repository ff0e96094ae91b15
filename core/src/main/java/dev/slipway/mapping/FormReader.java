package dev.slipway.mapping;

import dev.slipway.data.Column;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import dev.slipway.data.Validity;
import java.util.List;

/**
 * Reads texts one at a time, by the forms that mappings have for columns: for whoever meets values one by one. Takes every
 * spelling of a value that the form can say; what would lose a digit is refused. Not thread-safe.
 */
public final class FormReader {
    private static final Table NO_TABLE = new Table("", "text", new Schema(List.of()));

    private final TextStep step;
    private final BadValues bad =
            new BadValues(OnBadValue.NULL, "", new Type.Text(), new BatchRows(NO_TABLE, List.of()));
    private final int[] starts = new int[1];
    private final int[] lengths = new int[1];
    private long high;
    private long low;

    /** For any form but JSON, which is kept as it is. */
    public FormReader(Form form) {
        if (!(Pipeline.parser(form, false) instanceof TextStep text)) {
            throw new IllegalArgumentException(form + " has nothing to be read");
        }
        step = text;
    }

    /** Reads a text in UTF-8 into {@link #high} and {@link #low}; false if it does not spell a value. */
    public boolean read(byte[] data, int start, int length) {
        starts[0] = start;
        lengths[0] = length;
        Column value = step.apply(new Column.Bytes(data, starts, lengths, Validity.ALL), 1, bad);
        if (value.validity().hasNulls()) {
            return false;
        }
        switch (value) {
            case Column.Ints ints -> keep(ints.values()[0]);
            case Column.Longs longs -> keep(longs.values()[0]);
            case Column.Wides wides -> {
                high = wides.high()[0];
                low = wides.low()[0];
            }
            case Column.Bytes bytes -> throw new IllegalStateException("no form has bytes");
            case Column.Lists lists -> throw new IllegalStateException("no form has lists");
            case Column.Structs structs -> throw new IllegalStateException("no form has groups");
        }
        return true;
    }

    private void keep(long value) {
        high = value >> 63;
        low = value;
    }

    /** The upper 64 bits of the value that was read last, as its carrier has it. */
    public long high() {
        return high;
    }

    /** The value that was read last, or its lower 64 bits, as its carrier has it. */
    public long low() {
        return low;
    }

    /** Completes "is not": {@code an integer of 64 bits}. */
    public String expected() {
        return step.expected();
    }
}
