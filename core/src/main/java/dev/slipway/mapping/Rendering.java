package dev.slipway.mapping;

import dev.slipway.Failure;
import dev.slipway.data.Column;
import java.util.Arrays;

/**
 * Writes values as texts, each in its exact spelling: the way back from what a {@link TextStep} reads. Null stays null. There is
 * a call for each value, as sending it costs far more.
 */
abstract class Rendering implements Step {
    private byte[] out = new byte[0];
    private int[] starts = new int[0];
    private int[] lengths = new int[0];
    private int end;

    @Override
    public final Column apply(Column column, int rows, BadValues bad) {
        if (starts.length < rows) {
            starts = new int[rows];
            lengths = new int[rows];
        }
        end = 0;
        for (int i = 0; i < rows; i++) {
            starts[i] = end;
            if (!column.validity().isNull(i)) {
                render(column, i);
            }
            lengths[i] = end - starts[i];
        }
        return new Column.Bytes(out, starts, lengths, column.validity());
    }

    /** Writes the value of one row, by {@link #append} or {@link #room} and {@link #written}. */
    abstract void render(Column column, int row);

    /** Some bytes of the value. */
    final void append(byte[] bytes, int from, int to) {
        System.arraycopy(bytes, from, room(to - from), end, to - from);
        written(to - from);
    }

    /** Where {@code count} more bytes can be written, from {@link #end} on. */
    final byte[] room(long count) {
        long needed = end + count;
        if (needed > Integer.MAX_VALUE - 8) {
            throw new Failure(Failure.Kind.INPUT, "a batch holds more than 2 GB of text when it is written out");
        }
        if (out.length < needed) {
            out = Arrays.copyOf(out, (int) Math.min(Integer.MAX_VALUE - 8, needed + (needed >> 1) + 64));
        }
        return out;
    }

    final int end() {
        return end;
    }

    /** So many bytes were written into the room. */
    final void written(int count) {
        end += count;
    }
}
