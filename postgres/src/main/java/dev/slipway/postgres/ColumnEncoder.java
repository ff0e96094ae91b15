package dev.slipway.postgres;

import dev.slipway.data.Column;
import dev.slipway.data.Validity;
import java.util.Arrays;

/**
 * The counterpart of {@link ColumnDecoder}: writes the values of a column as fields of a binary COPY, each a length and its
 * bytes. Fields of a row stand side by side, so a batch is written in two passes: all columns say how much room each row
 * needs, then each writes its values where they belong, in one loop for each column. Not thread-safe.
 */
abstract sealed class ColumnEncoder
        permits IntEncoder,
                LongEncoder,
                WidenedEncoder,
                BytesEncoder,
                UuidEncoder,
                NumericEncoder,
                IntervalEncoder,
                ArrayEncoder,
                CompositeEncoder,
                RangeEncoder,
                MultirangeEncoder,
                HstoreEncoder {
    /** The length of a null, and of the length of anything. */
    static final int PREFIX = Integer.BYTES;

    /**
     * Adds to {@code sizes[i]} the room that row {@code rows[i]} of the column takes, its length included.
     *
     * @throws Unfit when a value cannot be sent
     */
    abstract void measure(Column column, int[] rows, int count, int[] sizes);

    /**
     * Writes row {@code rows[i]} of the column at {@code positions[i]}, which then is behind it. The same rows must have been
     * measured last.
     */
    abstract void write(Column column, int[] rows, int count, byte[] out, int[] positions);

    /** Room for values of one width, and for nulls. */
    static void measureFixed(Validity validity, int[] rows, int count, int width, int[] sizes) {
        if (validity.hasNulls()) {
            for (int i = 0; i < count; i++) {
                sizes[i] += validity.isNull(rows[i]) ? PREFIX : PREFIX + width;
            }
        } else {
            for (int i = 0; i < count; i++) {
                sizes[i] += PREFIX + width;
            }
        }
    }

    static void writeNull(byte[] out, int[] positions, int i) {
        BigEndian.putInt(out, positions[i], -1);
        positions[i] += PREFIX;
    }

    /** Puts those of {@code rows} that hold a value first in {@code present}; returns how many there are. */
    static int present(Validity validity, int[] rows, int count, int[] present) {
        int found = 0;
        for (int i = 0; i < count; i++) {
            present[found] = rows[i];
            found += validity.isNull(rows[i]) ? 0 : 1;
        }
        return found;
    }

    /** The array, or a longer one, its first {@code count} values zero. */
    static int[] zeros(int[] array, int count) {
        int[] enough = room(array, count);
        Arrays.fill(enough, 0, count, 0);
        return enough;
    }

    /** The array, or one that is long enough. */
    static int[] room(int[] array, int count) {
        return array.length < count ? Arrays.copyOf(array, ColumnDecoder.capacity(count)) : array;
    }
}
