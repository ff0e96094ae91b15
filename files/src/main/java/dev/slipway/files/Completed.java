package dev.slipway.files;

import dev.slipway.Failure;
import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import dev.slipway.data.Column;
import dev.slipway.data.Losses;
import dev.slipway.data.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows as their schema has them, of rows as they were read: with what stands for missing values, and without what is hidden.
 * Columns are completed in their order: what is made of an earlier one is made of what stands there by then.
 */
final class Completed implements Batches {
    private final Batches read;
    private final FileRead file;
    private final Table table;
    private final List<FileColumn> columns;
    private final List<Filling> fillings;

    /** Takes over {@code read}, which has all columns of the schema of the file. */
    Completed(Batches read, FileRead file) {
        this.read = read;
        this.file = file;
        table = file.schema().table();
        columns = file.schema().columns();
        fillings = columns.stream()
                .map(column -> new Filling(column, Stand.of(column, file)))
                .toList();
    }

    @Override
    public @Nullable Batch next(int rowsMax) {
        Batch batch = read.next(rowsMax);
        if (batch == null) {
            return null;
        }
        List<Column> all = new ArrayList<>(batch.columns());
        for (int i = 0; i < all.size(); i++) {
            all.set(i, fillings.get(i).of(all.get(i), batch.rows(), all));
            require(columns.get(i), all.get(i));
        }
        return new Batch(
                table,
                batch.rows(),
                IntStream.range(0, all.size())
                        .filter(i -> !columns.get(i).hidden())
                        .mapToObj(all::get)
                        .toList());
    }

    private void require(FileColumn column, Column values) {
        if (!column.nullable() && values.validity().hasNulls()) {
            throw new Failure(
                    Failure.Kind.INPUT,
                    file.input().name() + " has records without " + RawText.shown(column.name())
                            + ", and nothing that the schema names under else has a value for them: let the column be"
                            + " null, or name something that is always there");
        }
    }

    @Override
    public Losses losses() {
        return read.losses();
    }

    @Override
    public void close() {
        read.close();
    }
}
