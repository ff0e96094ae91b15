package dev.slipway.files;

import java.nio.charset.StandardCharsets;

/** Makes a JSON string of any text. */
final class QuotedCell implements Cell {
    private static final String HEX = "0123456789abcdef";

    @Override
    public void read(byte[] data, int start, int length, ColumnBuilder into) {
        BytesBuilder bytes = (BytesBuilder) into;
        bytes.append('"');
        for (int i = start; i < start + length; i++) {
            int octet = data[i];
            if (octet == '"' || octet == '\\') {
                bytes.append('\\');
                bytes.append(octet);
            } else if (octet >= 0 && octet < ' ') {
                byte[] escaped = ("\\u00" + HEX.charAt(octet >> 4) + HEX.charAt(octet & 0xF))
                        .getBytes(StandardCharsets.US_ASCII);
                bytes.append(escaped, 0, escaped.length);
            } else {
                bytes.append(octet);
            }
        }
        bytes.append('"');
        bytes.finish();
    }
}
