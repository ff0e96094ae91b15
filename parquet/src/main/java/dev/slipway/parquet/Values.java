package dev.slipway.parquet;

import dev.slipway.data.Column;
import org.jspecify.annotations.Nullable;

/** Values of one leaf without the nulls between them: a page's, or the entries of a dictionary. */
abstract sealed class Values permits IntValues, LongValues, WideValues, BytesValues {
    /** How many values there are. */
    int count;

    /**
     * Appends {@code n} values of a column: of the rows {@code positions[from …]}, or of the rows from {@code from} on
     * when there are no positions.
     */
    abstract void add(Column column, int @Nullable [] positions, int from, int n);

    /** Appends {@code n} of the values of {@code entries}, of the same class, chosen by {@code indices[0 … n)}. */
    abstract void gather(Values entries, int[] indices, int n);

    /** Appends a value of at most 64 bits: only for classes that hold such. */
    void addNumber(long value) {
        throw new IllegalStateException(getClass() + " holds no numbers");
    }

    /** How many of {@code n} values a page takes that has room for {@code room} more bytes: the last one may exceed it. */
    abstract int fit(Column column, int @Nullable [] positions, int from, int n, long room);

    /** Bytes of the values before encoding. */
    abstract long bytes();

    /** Bytes of memory that this keeps. */
    abstract long capacity();

    /** Appends the values to {@code out}. */
    abstract void encode(Coding coding, Output out, Workspace workspace);

    /**
     * The least and greatest value, or null when there is none to be had.
     *
     * @param used counts only the values {@code i} whose {@code used[i]} is not 0; null for all of them
     */
    abstract @Nullable Bounds bounds(byte @Nullable [] used, int bytesMax);

    /** Forgets the values, and large arrays with them. */
    abstract void clear();

    static IllegalStateException unsupported(Coding coding) {
        return new IllegalStateException("no " + coding + " for this type");
    }

    static int fitFixed(int width, int n, long room) {
        return (int) Math.max(1, Math.min(n, (room + width - 1) / width));
    }
}
