package dev.slipway.data;

import java.util.List;

/**
 * Some rows of one table, column by column: usually 4–20 thousand rows and at most about 4 MB, one row if that is
 * larger. Borrowed from the {@link Batches} that returned it.
 *
 * @param columns one for each field of the table's schema, in its order
 */
public record Batch(Table table, int rows, List<Column> columns) {
    public Batch {
        if (columns.size() != table.schema().fields().size()) {
            throw new IllegalArgumentException("a batch of " + table.qualifiedName() + " has "
                    + table.schema().fields().size() + " columns, not " + columns.size());
        }
    }

    /** The rows at these positions, in that order. Borrowed like the batch itself, whose bytes it shares. */
    public Batch at(int[] positions) {
        return Picked.of(this, positions);
    }
}
