package dev.slipway.files;

import dev.slipway.data.Batch;
import dev.slipway.data.Field;
import dev.slipway.data.Table;
import java.util.List;

/**
 * Makes batches of rows that are added value by value: each column's builder takes a value, then {@link #end} ends the row,
 * or {@link #undo} takes back what there is of it. Not thread-safe.
 */
public final class RowBuilder {
    /** The most rows of a batch. */
    public static final int ROWS_MAX = 8192;

    /** A batch that has so many bytes is full. */
    public static final int BYTES_MAX = 1 << 20;

    private final Table table;
    private final List<ColumnBuilder> columns;
    private int rows;
    private long bytes;

    public RowBuilder(Table table) {
        this.table = table;
        columns = table.schema().fields().stream()
                .map(Field::type)
                .map(ColumnBuilder::of)
                .toList();
    }

    /** The builder of the column at this position of the schema. */
    public ColumnBuilder column(int position) {
        return columns.get(position);
    }

    /** Ends the row; a column without a value has null, which is for the caller to have allowed. */
    public void end() {
        long sum = 0;
        for (ColumnBuilder column : columns) {
            if (column.rows() == rows) {
                column.addNull();
            }
            sum += column.bytes();
        }
        bytes = sum;
        rows++;
    }

    /** Takes back every value since the last row ended. */
    public void undo() {
        keep(rows);
    }

    /** Forgets all rows: the batch before is over. */
    public void clear() {
        keep(0);
        rows = 0;
        bytes = 0;
    }

    private void keep(int kept) {
        for (ColumnBuilder column : columns) {
            column.keep(kept);
        }
    }

    /** How many rows have ended. */
    public int rows() {
        return rows;
    }

    /** Whether the batch has as many rows or bytes as one should have; {@code rowsMax} is what the reader asked for. */
    public boolean full(int rowsMax) {
        return rows >= Math.min(rowsMax, ROWS_MAX) || bytes >= BYTES_MAX;
    }

    /** The rows that have ended, borrowed until anything is added or forgotten. */
    public Batch batch() {
        return new Batch(
                table, rows, columns.stream().map(ColumnBuilder::column).toList());
    }
}
