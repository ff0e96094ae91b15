package dev.slipway.duckdb;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.apache.arrow.memory.util.MemoryUtil;

/** Copies from native memory into arrays, in bulk. Addresses are trusted: they come from DuckDB. */
final class Memory {
    private Memory() {}

    static long word(long address) {
        return MemoryUtil.getLong(address);
    }

    static int byteAt(long address) {
        return MemoryUtil.getByte(address) & 0xFF;
    }

    static void copy(long address, byte[] to, int count) {
        if (count > 0) {
            MemoryUtil.copyFromMemory(address, to, 0, count);
        }
    }

    static void copy(long address, short[] to, int count) {
        if (count > 0) {
            view(address, (long) count * Short.BYTES).asShortBuffer().get(to, 0, count);
        }
    }

    static void copy(long address, int[] to, int count) {
        if (count > 0) {
            view(address, (long) count * Integer.BYTES).asIntBuffer().get(to, 0, count);
        }
    }

    static void copy(long address, long[] to, int count) {
        if (count > 0) {
            view(address, (long) count * Long.BYTES).asLongBuffer().get(to, 0, count);
        }
    }

    /** The C string at {@code address}; empty for a null pointer. */
    static String text(long address) {
        if (address == 0) {
            return "";
        }
        int length = 0;
        while (MemoryUtil.getByte(address + length) != 0) {
            length++;
        }
        return utf8(address, length);
    }

    static String utf8(long address, int length) {
        byte[] bytes = new byte[length];
        copy(address, bytes, length);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static int intAt(long address) {
        return MemoryUtil.getInt(address);
    }

    private static ByteBuffer view(long address, long bytes) {
        return MemoryUtil.directBuffer(address, Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
    }
}
