package dev.slipway.files;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks whether bytes are UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing beyond U+10FFFF. */
final class Utf8 {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    static boolean valid(byte[] data, int start, int end) {
        return firstBad(data, start, end) == end;
    }

    /** Where the first sequence begins that is none; {@code end} if there is none such. */
    static int firstBad(byte[] data, int start, int end) {
        int at = start;
        while (at < end) {
            if (at + 8 <= end && ((long) EIGHT.get(data, at) & HIGH_BITS) == 0) {
                at += 8;
            } else if (data[at] >= 0) {
                at++;
            } else {
                int length = sequence(data, at, end);
                if (length == 0) {
                    return at;
                }
                at += length;
            }
        }
        return end;
    }

    /** How many bytes the character has that begins at {@code at}; 0 if none does. */
    private static int sequence(byte[] data, int at, int end) {
        int first = data[at] & 0xFF;
        int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
        if (first < 0xC2 || first > 0xF4 || at + length > end) {
            return 0;
        }
        int second = data[at + 1] & 0xFF;
        int least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        if (second < least || second > most) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if ((data[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }
}
