package dev.slipway.mapping;

import dev.slipway.data.Column;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Integers and decimals in the only spelling that {@link Digits} reads. */
final class RenderNumber extends Rendering {
    /** A sign, the digits of a {@code long}, a point, and the zeros that stand before small numbers of a large scale. */
    private final byte[] text = new byte[64];

    private final int scale;

    /** With {@code scale} digits behind the point. */
    RenderNumber(int scale) {
        this.scale = scale;
    }

    @Override
    void render(Column column, int row) {
        switch (column) {
            case Column.Ints c -> number(c.values()[row]);
            case Column.Longs c -> number(c.values()[row]);
            case Column.Wides c -> wide(c.high()[row], c.low()[row]);
            case Column.Bytes c -> throw new IllegalStateException("bytes are no numbers");
            case Column.Lists c -> throw new IllegalStateException("a list is no number");
            case Column.Structs c -> throw new IllegalStateException("a group is no number");
        }
    }

    private void number(long value) {
        int at = text.length;
        int digits = 0;
        long rest = value;
        do {
            if (digits == scale && digits > 0) {
                text[--at] = '.';
            }
            text[--at] = (byte) ('0' + Math.abs(rest % 10));
            rest /= 10;
            digits++;
        } while (rest != 0 || digits <= scale);
        if (value < 0) {
            text[--at] = '-';
        }
        append(text, at, text.length);
    }

    /** Few numbers need more than 64 bits. */
    private void wide(long high, long low) {
        if (high == low >> 63) {
            number(low);
            return;
        }
        byte[] digits =
                new BigDecimal(Shown.number(high, low), scale).toPlainString().getBytes(StandardCharsets.US_ASCII);
        append(digits, 0, digits.length);
    }
}
