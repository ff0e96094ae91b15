package dev.slipway.postgres;

import dev.slipway.data.Column;

/** Text and bytes as they are, or behind a version byte as jsonb has it. */
final class BytesEncoder extends ColumnEncoder {
    /** The only version of jsonb there is. */
    private static final byte JSONB = 1;

    private final int header;

    BytesEncoder(boolean jsonb) {
        header = jsonb ? 1 : 0;
    }

    @Override
    void measure(Column column, int[] rows, int count, int[] sizes) {
        Column.Bytes bytes = (Column.Bytes) column;
        int[] lengths = bytes.lengths();
        if (bytes.validity().hasNulls()) {
            for (int i = 0; i < count; i++) {
                sizes[i] += PREFIX + (bytes.validity().isNull(rows[i]) ? 0 : header + lengths[rows[i]]);
            }
        } else {
            for (int i = 0; i < count; i++) {
                sizes[i] += PREFIX + header + lengths[rows[i]];
            }
        }
    }

    @Override
    void write(Column column, int[] rows, int count, byte[] out, int[] positions) {
        Column.Bytes bytes = (Column.Bytes) column;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            if (bytes.validity().isNull(row)) {
                writeNull(out, positions, i);
                continue;
            }
            int length = bytes.lengths()[row];
            int position = positions[i];
            BigEndian.putInt(out, position, header + length);
            if (header != 0) {
                out[position + PREFIX] = JSONB;
            }
            System.arraycopy(bytes.data(), bytes.starts()[row], out, position + PREFIX + header, length);
            positions[i] = position + PREFIX + header + length;
        }
    }
}
