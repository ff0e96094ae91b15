package dev.slipway.postgres;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads and writes integers as the wire has them. */
final class BigEndian {
    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private BigEndian() {}

    static int shortAt(byte[] data, int position) {
        return (short) SHORTS.get(data, position);
    }

    static int intAt(byte[] data, int position) {
        return (int) INTS.get(data, position);
    }

    static long longAt(byte[] data, int position) {
        return (long) LONGS.get(data, position);
    }

    static void putInt(byte[] data, int position, int value) {
        INTS.set(data, position, value);
    }

    static void putShort(byte[] data, int position, int value) {
        SHORTS.set(data, position, (short) value);
    }

    static void putLong(byte[] data, int position, long value) {
        LONGS.set(data, position, value);
    }
}
