package dev.slipway.app.restore;

import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import dev.slipway.data.Losses;
import dev.slipway.store.LocalCopies;
import org.jspecify.annotations.Nullable;

/** The rows of a file that is lent for as long as they are read. */
record LentRows(Batches rows, LocalCopies.Lent file) implements Batches {
    @Override
    public @Nullable Batch next(int rowsMax) {
        return rows.next(rowsMax);
    }

    @Override
    public Losses losses() {
        return rows.losses();
    }

    @Override
    public void close() {
        try (file) {
            rows.close();
        }
    }
}
