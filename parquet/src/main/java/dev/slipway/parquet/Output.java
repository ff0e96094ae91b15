package dev.slipway.parquet;

import dev.slipway.Failure;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A growing array of bytes. Hot loops {@link #reserve} room, write into {@link #bytes()} themselves and {@link #advance}.
 * There are always {@link #SLACK} bytes behind what was reserved, so that whole words may be stored over the end.
 */
final class Output extends OutputStream {
    static final int SLACK = 16;

    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle BIG_LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Arrays above this are given back when they are emptied. */
    private static final int KEPT_MAX = 8 << 20;

    private static final int LENGTH_MAX = Integer.MAX_VALUE - 64;

    private byte[] bytes;
    private int length;

    Output() {
        this(256);
    }

    Output(int capacity) {
        bytes = new byte[capacity + SLACK];
    }

    /** The array; another one after {@link #reserve}. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** What this holds of memory. */
    long capacity() {
        return bytes.length;
    }

    void clear() {
        length = 0;
        if (bytes.length > KEPT_MAX) {
            bytes = new byte[256 + SLACK];
        }
    }

    /** Makes room for {@code more} bytes and returns the array to write them into, from {@link #length()}. */
    byte[] reserve(long more) {
        long needed = length + more + SLACK;
        if (needed > bytes.length) {
            if (needed > LENGTH_MAX) {
                throw new Failure(
                        Failure.Kind.INPUT,
                        "a page would have " + needed + " bytes, more than Parquet allows: use smaller values");
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(Math.max(needed, bytes.length * 2L), LENGTH_MAX));
        }
        return bytes;
    }

    void advance(int count) {
        length += count;
    }

    /** Cuts back to a length that it had before. */
    void truncate(int newLength) {
        length = newLength;
    }

    @Override
    public void write(int value) {
        reserve(1)[length++] = (byte) value;
    }

    @Override
    public void write(byte[] from, int offset, int count) {
        System.arraycopy(from, offset, reserve(count), length, count);
        length += count;
    }

    void intLittle(int value) {
        INT.set(reserve(4), length, value);
        length += 4;
    }

    void longLittle(long value) {
        LONG.set(reserve(8), length, value);
        length += 8;
    }

    /** An unsigned LEB128 number. */
    void varint(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    void zigzag(long value) {
        varint(value << 1 ^ value >> 63);
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }
}
