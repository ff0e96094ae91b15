package dev.slipway.files;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/** Reads bytes in base64, with or without padding at its end, or in hexadecimal digits. */
final class BytesCell implements Cell {
    static final String BASE64 = "base64";
    static final String BASE64URL = "base64url";
    static final String HEX = "hex";

    private final String format;

    BytesCell(String format) {
        this.format = format;
    }

    @Override
    public void read(byte[] data, int start, int length, ColumnBuilder into) throws Unfit {
        byte[] text = Arrays.copyOfRange(data, start, start + length);
        try {
            byte[] bytes = format.equals(HEX) ? hex(text) : base64(text);
            ((BytesBuilder) into).add(bytes, 0, bytes.length);
        } catch (IllegalArgumentException e) {
            throw Unfit.because(RawText.shown(data, start, start + length) + " is not " + format);
        }
    }

    private static byte[] hex(byte[] text) {
        String digits = new String(text, StandardCharsets.ISO_8859_1);
        String bare = digits.toLowerCase(Locale.ROOT).startsWith("\\x") ? digits.substring(2) : digits;
        return HexFormat.of().parseHex(bare);
    }

    /** What is written back is the same: the platform's decoder alone lets bits pass that mean nothing. */
    private byte[] base64(byte[] text) {
        boolean url = format.equals(BASE64URL);
        byte[] bytes = (url ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(text);
        Base64.Encoder encoder = url ? Base64.getUrlEncoder() : Base64.getEncoder();
        boolean same = Arrays.equals(encoder.encode(bytes), text)
                || Arrays.equals(encoder.withoutPadding().encode(bytes), text);
        if (!same) {
            throw new IllegalArgumentException();
        }
        return bytes;
    }
}
