package dev.slipway.data;

import java.util.List;

/**
 * The values of one field for the rows of a batch, on primitive arrays that may be longer than the batch.
 *
 * <p>The carrier follows from the {@link Type}. Null rows have a slot like any other: its content is unspecified in
 * {@link Ints}, {@link Longs} and {@link Wides}; in {@link Bytes} and {@link Lists} its length is 0, and its start within
 * the data; in a row where a struct is null, its fields may hold anything, or nothing. The arrays belong to whoever made
 * the batch and change when the next one is asked for.
 */
public sealed interface Column {
    /** Which rows hold a value. */
    Validity validity();

    /** Values of up to 32 bits, sign-extended unless unsigned. */
    record Ints(int[] values, Validity validity) implements Column {}

    /** Values of 64 bits. */
    record Longs(long[] values, Validity validity) implements Column {}

    /** Values of 128 bits, big end first. */
    record Wides(long[] high, long[] low, Validity validity) implements Column {}

    /**
     * Byte strings: row {@code i} is {@code data[starts[i] … starts[i] + lengths[i])}. Values may stand anywhere in
     * {@code data}, in any order, with gaps: a decoder can point into the buffer that it received.
     */
    record Bytes(byte[] data, int[] starts, int[] lengths, Validity validity) implements Column {}

    /** Lists: row {@code i} holds the elements {@code offsets[i] … offsets[i + 1])}; {@code offsets[0]} is 0. */
    record Lists(int[] offsets, Column elements, Validity validity) implements Column {}

    /** Groups: row {@code i} of the group is row {@code i} of each of {@code fields}. */
    record Structs(List<Column> fields, Validity validity) implements Column {}
}
