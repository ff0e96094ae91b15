package dev.slipway.parquet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Shortens bounds. A shortened minimum is a prefix; a shortened maximum is a prefix whose last byte, for text its last
 * character, is raised by one. Text is only ever cut between characters.
 */
final class Truncation {
    /** A maximum that cannot be raised is kept whole up to this length, and given up beyond it. */
    static final int WHOLE_MAX = 4096;

    private Truncation() {}

    /** The bounds, or null when the maximum can be neither cut nor kept. */
    static @Nullable Bounds bounds(byte[] min, byte[] max, boolean utf8, int bytesMax) {
        byte[] low = min.length <= bytesMax ? min : prefix(min, utf8, bytesMax);
        byte[] high = max.length <= bytesMax ? max : raised(max, utf8, bytesMax);
        if (high == null && max.length > WHOLE_MAX) {
            return null;
        }
        return new Bounds(low, low == min, high == null ? max : high, high == null || high == max);
    }

    private static byte[] prefix(byte[] value, boolean utf8, int bytesMax) {
        return Arrays.copyOf(value, utf8 ? characterStart(value, bytesMax) : bytesMax);
    }

    private static byte @Nullable [] raised(byte[] value, boolean utf8, int bytesMax) {
        if (utf8) {
            return raisedText(value, bytesMax);
        }
        for (int length = bytesMax; length > 0; length--) {
            if (value[length - 1] != -1) {
                byte[] result = Arrays.copyOf(value, length);
                result[length - 1]++;
                return result;
            }
        }
        return null;
    }

    private static byte @Nullable [] raisedText(byte[] value, int bytesMax) {
        int end = characterStart(value, bytesMax);
        while (end > 0) {
            int start = characterStart(value, end - 1);
            byte[] next = next(value, start, end);
            if (next != null) {
                byte[] result = Arrays.copyOf(value, start + next.length);
                System.arraycopy(next, 0, result, start, next.length);
                return result;
            }
            end = start;
        }
        return null;
    }

    /** Where the character that byte {@code at} belongs to begins. */
    private static int characterStart(byte[] value, int at) {
        int start = at;
        while (start > 0 && (value[start] & 0xC0) == 0x80) {
            start--;
        }
        return start;
    }

    /** The character after the one in {@code [start, end)} that takes no more bytes than it; null when there is none. */
    private static byte @Nullable [] next(byte[] value, int start, int end) {
        String text = new String(value, start, end - start, StandardCharsets.UTF_8);
        int codePoint = text.codePointAt(0);
        if (codePoint == 0xFFFD || codePoint == Character.MAX_CODE_POINT) {
            return null;
        }
        // Surrogates are no characters.
        int raised = codePoint == Character.MIN_SURROGATE - 1 ? Character.MAX_SURROGATE + 1 : codePoint + 1;
        byte[] bytes = Character.toString(raised).getBytes(StandardCharsets.UTF_8);
        return bytes.length == end - start ? bytes : null;
    }
}
