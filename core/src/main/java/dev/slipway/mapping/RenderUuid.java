package dev.slipway.mapping;

import dev.slipway.data.Column;

/** UUIDs as {@link ParseUuid} reads them. */
final class RenderUuid extends Rendering {
    private static final String DIGITS = "0123456789abcdef";
    private static final String HYPHENS = "00000000-0000-0000-0000-000000000000";

    @Override
    void render(Column column, int row) {
        Column.Wides wides = (Column.Wides) column;
        byte[] out = room(HYPHENS.length());
        int nibble = 0;
        for (int i = 0; i < HYPHENS.length(); i++) {
            if (HYPHENS.charAt(i) == '-') {
                out[end() + i] = '-';
                continue;
            }
            long half = nibble < 16 ? wides.high()[row] : wides.low()[row];
            out[end() + i] = (byte) DIGITS.charAt((int) (half >>> 60 - 4 * (nibble & 15)) & 15);
            nibble++;
        }
        written(HYPHENS.length());
    }
}
