package dev.slipway.digest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The arithmetic of the digest, defined once: the golden vectors pin it. 64-bit finalisers are those of SplitMix64
 * (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014) and of MurmurHash3's variant 13 (Stafford);
 * both are bijections. {@link #fold} is the multiply-and-fold step of wyhash.
 */
final class Mix {
    static final long K1 = 0x9E3779B97F4A7C15L;
    static final long K2 = 0xD6E8FEB86659FD93L;
    static final long K3 = 0xA0761D6478BD642FL;
    static final long K4 = 0xE7037ED1A0B428DBL;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Mix() {}

    static long first(long value) {
        long x = value;
        x = (x ^ x >>> 30) * 0xBF58476D1CE4E5B9L;
        x = (x ^ x >>> 27) * 0x94D049BB133111EBL;
        return x ^ x >>> 31;
    }

    static long second(long value) {
        long x = value;
        x = (x ^ x >>> 33) * 0xFF51AFD7ED558CCDL;
        x = (x ^ x >>> 33) * 0xC4CEB9FE1A85EC53L;
        return x ^ x >>> 33;
    }

    /** The half of a finaliser that {@link #left} and {@link #right} share: a 64-bit value costs three products, not four. */
    static long spread(long value) {
        return (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
    }

    /** Without the last shift, a difference in the top bits of two columns would cancel out once in four times. */
    static long left(long spread) {
        long x = (spread ^ spread >>> 27) * 0x94D049BB133111EBL;
        return x ^ x >>> 31;
    }

    static long right(long spread) {
        long x = (spread ^ spread >>> 33) * 0xC4CEB9FE1A85EC53L;
        return x ^ x >>> 33;
    }

    static long fold(long a, long b) {
        return a * b ^ Math.unsignedMultiplyHigh(a, b);
    }

    /** One step of 16 bytes for the first state. Adding {@code y} keeps it when the product is zero. */
    static long step1(long state, long x, long y) {
        return fold(x ^ state, y ^ K3) + y;
    }

    /** One step of 16 bytes for the second state. */
    static long step2(long state, long x, long y) {
        return fold(y ^ state, x ^ K4) + x;
    }

    static long load8(byte[] data, int at) {
        return (long) LONG.get(data, at);
    }

    /** The mask of the first {@code length} bytes, 0 to 7, of a word. */
    static long low(int length) {
        return (1L << 8 * length) - 1;
    }

    /** A string of less than 8 bytes as one word. */
    static long load(byte[] data, int start, int length) {
        long word = 0;
        for (int i = length - 1; i >= 0; i--) {
            word = word << 8 | data[start + i] & 0xFF;
        }
        return word;
    }

    /** The beginning of a string of less than 8 bytes; with {@link #tail} and the length, all of it. */
    static long head(long word, int length) {
        return word & (length >= 4 ? 0xFFFF_FFFFL : 0xFF);
    }

    /** The end of a string of less than 8 bytes. */
    static long tail(long word, int length) {
        long four = word >>> 8 * length - 32;
        long two = word >>> 8 * (length >>> 1) & 0xFF | (word >>> 8 * length - 8 & 0xFF) << 8;
        return length >= 4 ? four : two;
    }
}
