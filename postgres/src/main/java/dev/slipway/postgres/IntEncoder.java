package dev.slipway.postgres;

import dev.slipway.data.Column;

/** Values of up to 32 bits. */
final class IntEncoder extends ColumnEncoder {
    private final IntDecoder.Kind kind;

    IntEncoder(IntDecoder.Kind kind) {
        this.kind = kind;
    }

    @Override
    void measure(Column column, int[] rows, int count, int[] sizes) {
        measureFixed(column.validity(), rows, count, kind.width(), sizes);
    }

    @Override
    void write(Column column, int[] rows, int count, byte[] out, int[] positions) {
        Column.Ints ints = (Column.Ints) column;
        int width = kind.width();
        for (int i = 0; i < count; i++) {
            if (ints.validity().isNull(rows[i])) {
                writeNull(out, positions, i);
                continue;
            }
            int value = ints.values()[rows[i]];
            int position = positions[i];
            BigEndian.putInt(out, position, width);
            switch (kind) {
                case BYTE -> out[position + PREFIX] = (byte) value;
                case SHORT -> BigEndian.putShort(out, position + PREFIX, value);
                case INT -> BigEndian.putInt(out, position + PREFIX, value);
                case DATE -> BigEndian.putInt(out, position + PREFIX, date(value, i));
            }
            positions[i] = position + PREFIX + width;
        }
    }

    /** The largest value and its negation stand for infinity. */
    private static int date(int days, int row) {
        if (days == Integer.MAX_VALUE) {
            return Integer.MAX_VALUE;
        }
        if (days == -Integer.MAX_VALUE) {
            return Integer.MIN_VALUE;
        }
        int moved = days - IntDecoder.EPOCH_DAYS;
        if (moved > days) {
            throw new Unfit(row, "holds a date before all that Postgres knows", "");
        }
        return moved;
    }
}
