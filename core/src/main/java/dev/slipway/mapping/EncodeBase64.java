package dev.slipway.mapping;

import dev.slipway.data.Column;
import java.nio.charset.StandardCharsets;

/** Bytes as {@link DecodeBase64} reads them. */
final class EncodeBase64 extends Rendering {
    private final byte[] alphabet;
    private final boolean url;

    EncodeBase64(boolean url) {
        this.url = url;
        alphabet = DecodeBase64.alphabet(url).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    void render(Column column, int row) {
        Column.Bytes bytes = (Column.Bytes) column;
        byte[] data = bytes.data();
        int from = bytes.starts()[row];
        int stop = from + bytes.lengths()[row];
        byte[] out = room((bytes.lengths()[row] + 2L) / 3 * 4);
        int to = end();
        for (; from + 3 <= stop; from += 3, to += 4) {
            four((data[from] & 0xFF) << 16 | (data[from + 1] & 0xFF) << 8 | data[from + 2] & 0xFF, out, to);
        }
        int left = stop - from;
        if (left > 0) {
            four((data[from] & 0xFF) << 16 | (left == 2 ? (data[from + 1] & 0xFF) << 8 : 0), out, to);
            for (int padding = left + 1; padding < 4 && !url; padding++) {
                out[to + padding] = '=';
            }
            to += url ? left + 1 : 4;
        }
        written(to - end());
    }

    private void four(int three, byte[] out, int to) {
        out[to] = alphabet[three >>> 18];
        out[to + 1] = alphabet[three >>> 12 & 63];
        out[to + 2] = alphabet[three >>> 6 & 63];
        out[to + 3] = alphabet[three & 63];
    }
}
