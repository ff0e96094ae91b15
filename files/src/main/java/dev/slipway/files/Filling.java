package dev.slipway.files;

import dev.slipway.data.Column;
import java.util.List;

/** Puts something in the place of the missing values of a column. Not thread-safe. */
final class Filling {
    private final List<Stand> stands;
    private final ColumnBuilder builder;

    /** @param stands for the column, the first that has a value first */
    Filling(FileColumn column, List<Stand> stands) {
        this.stands = stands;
        builder = ColumnBuilder.of(column.type());
    }

    /**
     * The column without the gaps that can be filled, borrowed until the next.
     *
     * @param all columns of the batch
     */
    Column of(Column column, int rows, List<Column> all) {
        if (stands.isEmpty() || !column.validity().hasNulls()) {
            return column;
        }
        builder.keep(0);
        for (int row = 0; row < rows; row++) {
            if (!column.validity().isNull(row)) {
                copy(column, row);
            } else if (!stands(all, row)) {
                builder.addNull();
            }
        }
        return builder.column();
    }

    private boolean stands(List<Column> all, int row) {
        for (Stand stand : stands) {
            if (stand.add(all, row, builder)) {
                return true;
            }
        }
        return false;
    }

    /** Of the types that something can stand for. */
    private void copy(Column column, int row) {
        switch (column) {
            case Column.Bytes bytes ->
                ((BytesBuilder) builder).add(bytes.data(), bytes.starts()[row], bytes.lengths()[row]);
            case Column.Ints ints -> ((IntsBuilder) builder).add(ints.values()[row]);
            case Column.Longs longs -> ((LongsBuilder) builder).add(longs.values()[row]);
            case Column.Wides wides -> throw new IllegalStateException("nothing stands for 128 bits");
            case Column.Lists lists -> throw new IllegalStateException("nothing stands for a list");
            case Column.Structs structs -> throw new IllegalStateException("nothing stands for a struct");
        }
    }
}
