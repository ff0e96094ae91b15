package dev.slipway.mapping;

import dev.slipway.data.Column;
import dev.slipway.data.Validity;
import java.util.Arrays;

/** Puts one value in the place of nulls. */
final class Substitute implements Step {
    private final Column value;
    private int[] ints = new int[0];
    private int[] lengths = new int[0];
    private long[] longs = new long[0];
    private long[] low = new long[0];
    private byte[] data = new byte[0];

    /** {@code value}: a column whose first row holds the value, of the carrier of the columns that this is for. */
    Substitute(Column value) {
        this.value = value;
    }

    @Override
    public Column apply(Column column, int rows, BadValues bad) {
        if (!column.validity().hasNulls()) {
            return column;
        }
        Validity validity = column.validity();
        return switch (column) {
            case Column.Ints c -> new Column.Ints(filled(c, ((Column.Ints) value).values()[0], rows), Validity.ALL);
            case Column.Longs c -> {
                longs = filled(longs, c.values(), validity, ((Column.Longs) value).values()[0], rows);
                yield new Column.Longs(longs, Validity.ALL);
            }
            case Column.Wides c -> {
                Column.Wides wide = (Column.Wides) value;
                longs = filled(longs, c.high(), validity, wide.high()[0], rows);
                low = filled(low, c.low(), validity, wide.low()[0], rows);
                yield new Column.Wides(longs, low, Validity.ALL);
            }
            case Column.Bytes c -> bytes(c, (Column.Bytes) value, rows);
            case Column.Lists c -> throw new IllegalStateException("a list has no substitute");
            case Column.Structs c -> throw new IllegalStateException("a group has no substitute");
        };
    }

    private int[] filled(Column.Ints column, int substitute, int rows) {
        if (ints.length < rows) {
            ints = new int[rows];
        }
        for (int i = 0; i < rows; i++) {
            ints[i] = column.validity().isNull(i) ? substitute : column.values()[i];
        }
        return ints;
    }

    private static long[] filled(long[] room, long[] values, Validity validity, long substitute, int rows) {
        long[] filled = room.length < rows ? new long[rows] : room;
        for (int i = 0; i < rows; i++) {
            filled[i] = validity.isNull(i) ? substitute : values[i];
        }
        return filled;
    }

    /** All values of a column stand in one array: those that are there are copied behind the substitute. */
    private Column bytes(Column.Bytes column, Column.Bytes substitute, int rows) {
        if (ints.length < rows) {
            ints = new int[rows];
            lengths = new int[rows];
        }
        int end = append(substitute.data(), substitute.starts()[0], substitute.lengths()[0], 0);
        for (int i = 0; i < rows; i++) {
            boolean missing = column.validity().isNull(i);
            ints[i] = missing ? 0 : end;
            lengths[i] = missing ? substitute.lengths()[0] : column.lengths()[i];
            end = missing ? end : append(column.data(), column.starts()[i], lengths[i], end);
        }
        return new Column.Bytes(data, ints, lengths, Validity.ALL);
    }

    private int append(byte[] from, int start, int length, int end) {
        if (data.length - end < length) {
            data = Arrays.copyOf(data, Math.addExact(end, Math.max(length, end / 2)));
        }
        System.arraycopy(from, start, data, end, length);
        return end + length;
    }
}
