package dev.slipway.mapping;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Several bytes of an array at once, and what two characters of an alphabet mean, looked up in one go. */
final class Words {
    private static final VarHandle LITTLE = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle PAIR = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private Words() {}

    /** Eight bytes, the first one lowest. */
    static long load8(byte[] data, int at) {
        return (long) LITTLE.get(data, at);
    }

    /** Writes eight bytes, the highest one first. */
    static void store8(byte[] data, int at, long word) {
        BIG.set(data, at, word);
    }

    /** Two bytes as an index into {@link #pairs}. */
    static int pair(byte[] data, int at) {
        return (short) PAIR.get(data, at) & 0xFFFF;
    }

    /**
     * For every two bytes, the number that they are as two digits of {@code alphabet}, or -1. Of its 128 KB only the lines
     * of characters that occur are ever touched: about 10 for 64 letters.
     */
    static short[] pairs(String alphabet) {
        byte[] digits = alphabet.getBytes(StandardCharsets.US_ASCII);
        short[] pairs = new short[1 << 16];
        Arrays.fill(pairs, (short) -1);
        for (int i = 0; i < digits.length; i++) {
            for (int j = 0; j < digits.length; j++) {
                pairs[digits[i] | digits[j] << 8] = (short) (i * digits.length + j);
            }
        }
        return pairs;
    }
}
