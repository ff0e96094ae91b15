package dev.slipway.files;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Bytes of a file as text that can be kept and shown: nothing is hidden, and what is cut is said to be. */
final class RawText {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int SHOWN_MAX = 60;

    private RawText() {}

    /** A record of {@code size} bytes, of which those from {@code start} to {@code end} are at hand. */
    static String of(byte[] data, int start, int end, long size) {
        int kept = whole(data, start, end, Reject.RAW_BYTES_MAX);
        String text = escaped(data, start, start + kept);
        return kept == size ? text : text + "… (cut: " + size + " bytes)";
    }

    private static String escaped(byte[] data, int start, int end) {
        int bad = Utf8.firstBad(data, start, end);
        if (bad == end) {
            return new String(data, start, end - start, StandardCharsets.UTF_8);
        }
        StringBuilder text = new StringBuilder();
        int from = start;
        while (bad < end) {
            text.append(new String(data, from, bad - from, StandardCharsets.UTF_8));
            text.append("\\x").append(HEX.toHexDigits(data[bad]));
            from = bad + 1;
            bad = Utf8.firstBad(data, from, end);
        }
        return text.append(new String(data, from, end - from, StandardCharsets.UTF_8))
                .toString();
    }

    /** A value as messages have it: one line in quotes, not too long. */
    static String shown(byte[] data, int start, int end) {
        int cut = whole(data, start, end, SHOWN_MAX);
        String text = escaped(data, start, start + cut);
        return '"' + line(text) + '"' + (cut < end - start ? "… (" + (end - start) + " bytes)" : "");
    }

    /** A name or a value in quotes. */
    static String shown(String text) {
        byte[] data = text.getBytes(StandardCharsets.UTF_8);
        return shown(data, 0, data.length);
    }

    /** How many bytes to keep, so that no character is cut into. */
    private static int whole(byte[] data, int start, int end, int max) {
        int cut = Math.min(end - start, max);
        while (cut < end - start && cut > max - 4 && (data[start + cut] & 0xC0) == 0x80) {
            cut--;
        }
        return cut;
    }

    private static String line(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}\\p{Cf}\\p{Cs}]", "·");
    }
}
