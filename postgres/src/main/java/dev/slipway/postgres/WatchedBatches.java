package dev.slipway.postgres;

import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Rows that someone is shown on their way. */
record WatchedBatches(Batches rows, Consumer<Batch> watch) implements Batches {
    @Override
    public @Nullable Batch next(int rowsMax) {
        Batch batch = rows.next(rowsMax);
        if (batch != null) {
            watch.accept(batch);
        }
        return batch;
    }

    @Override
    public void close() {
        rows.close();
    }
}
