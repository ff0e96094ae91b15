package dev.slipway.files;

import dev.slipway.data.Column;
import dev.slipway.data.Type;
import dev.slipway.data.Validity;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Makes one column of a table of the texts of one column of a CSV file. Not thread-safe. */
final class CsvColumn {
    /** Is told of values that do not fit. */
    interface Misfits {
        /** Whether the row is gone already. */
        boolean has(int row);

        void add(int row, String column, String reason);
    }

    private final FileColumn column;
    private final int source;
    private final List<byte[]> nulls;
    private final ColumnBuilder builder;
    private final Cell cell;

    /** @param source its position in a record; −1: no record has it */
    CsvColumn(FileColumn column, int source) {
        this.column = column;
        this.source = source;
        nulls = column.reading().nulls().stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
        builder = ColumnBuilder.of(column.type());
        cell = Cell.of(column);
    }

    /** The values of the next batch of records, borrowed until the one after it. */
    Column of(CsvRecords records, Misfits misfits) {
        int rows = records.rows();
        builder.keep(0);
        if (source < 0) {
            for (int row = 0; row < rows; row++) {
                builder.addNull();
            }
            return builder.column();
        }
        Column.Bytes text = records.column(source);
        boolean asIs = column.type() instanceof Type.Text
                && nulls.isEmpty()
                && (column.nullable() || !text.validity().hasNulls());
        return asIs ? text : read(text, rows, misfits);
    }

    private Column read(Column.Bytes text, int rows, Misfits misfits) {
        Validity validity = text.validity();
        byte[] data = text.data();
        int[] starts = text.starts();
        int[] lengths = text.lengths();
        for (int row = 0; row < rows; row++) {
            if (validity.isNull(row) || isNull(data, starts[row], lengths[row])) {
                builder.addNull();
                if (!column.nullable()) {
                    misfit(misfits, row, "is missing, and may not be");
                }
                continue;
            }
            try {
                cell.read(data, starts[row], lengths[row], builder);
            } catch (Unfit e) {
                // What there is of the value is taken back.
                builder.keep(row);
                builder.addNull();
                misfit(misfits, row, e.reason());
            }
        }
        return builder.column();
    }

    private boolean isNull(byte[] data, int start, int length) {
        for (byte[] text : nulls) {
            if (text.length == length && Arrays.equals(text, 0, length, data, start, start + length)) {
                return true;
            }
        }
        return false;
    }

    private void misfit(Misfits misfits, int row, String reason) {
        if (!misfits.has(row)) {
            misfits.add(row, column.name(), reason);
        }
    }
}
