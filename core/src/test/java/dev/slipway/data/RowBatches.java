package dev.slipway.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes batches from rows of the Java values that {@link Rows} describes. */
public final class RowBatches {
    private RowBatches() {}

    /** A batch with exact arrays, zeros where nothing is, and bytes in the order of their rows. */
    public static Batch tidy(Table table, List<? extends List<? extends @Nullable Object>> rows) {
        return batch(table, rows, new TidyLayout());
    }

    /**
     * A batch that holds the same rows and whatever {@link Column} leaves open in the most awkward way: arrays too long,
     * garbage where nothing is, views of bytes in any order, with gaps, shared.
     */
    public static Batch scattered(
            Table table, List<? extends List<? extends @Nullable Object>> rows, RandomGenerator noise) {
        return batch(table, rows, new ScatteredLayout(noise));
    }

    private static Batch batch(
            Table table, List<? extends List<? extends @Nullable Object>> rows, ColumnLayout layout) {
        List<Column> columns = new ArrayList<>();
        List<Field> fields = table.schema().fields();
        for (int f = 0; f < fields.size(); f++) {
            List<@Nullable Object> values = new ArrayList<>();
            for (List<? extends @Nullable Object> row : rows) {
                values.add(row.get(f));
            }
            columns.add(layout.column(fields.get(f).type(), values));
        }
        return new Batch(table, rows.size(), columns);
    }

    /**
     * The rows in scattered batches of any size up to {@code batchRows}; each batch is overwritten with garbage as soon as
     * the next is asked for or the stream is closed, so that whoever keeps one is found out.
     */
    public static Batches stream(Table table, List<List<@Nullable Object>> rows, int batchRows, long seed) {
        return new Stream(table, rows, batchRows, new Random(seed));
    }

    private static final class Stream implements Batches {
        private final Table table;
        private final List<List<@Nullable Object>> rows;
        private final int batchRows;
        private final Random noise;
        private int at;
        private @Nullable Batch lent;

        Stream(Table table, List<List<@Nullable Object>> rows, int batchRows, Random noise) {
            this.table = table;
            this.rows = rows;
            this.batchRows = batchRows;
            this.noise = noise;
        }

        @Override
        public @Nullable Batch next(int rowsMax) {
            close();
            int limit = Math.min(Math.min(rowsMax, batchRows), rows.size() - at);
            if (limit == 0) {
                return null;
            }
            int count = 1 + noise.nextInt(limit);
            lent = scattered(table, rows.subList(at, at + count), noise);
            at += count;
            return lent;
        }

        @Override
        public void close() {
            if (lent != null) {
                lent.columns().forEach(column -> Garbage.over(column, noise));
                lent = null;
            }
        }
    }
}
