package dev.slipway.app.adopt;

import dev.slipway.Failure;
import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import dev.slipway.data.Losses;
import dev.slipway.digest.Digest;
import dev.slipway.digest.Digester;
import dev.slipway.duckdb.DuckDb;
import dev.slipway.job.KeyRange;
import dev.slipway.ledger.DataFile;
import dev.slipway.parquet.ParquetFile;
import dev.slipway.store.Blob;
import dev.slipway.store.LocalCopies;
import dev.slipway.store.Sha256;
import dev.slipway.store.Store;
import java.util.List;
import java.util.Optional;

/**
 * A file that someone else wrote, after all of it was read.
 *
 * @param blob as it was seen
 * @param writer the program that wrote it, as it calls itself
 * @param receipt what is going to be recorded of it
 * @param range its first and last row
 * @param end how many rows have its latest time; empty when its rows have none
 */
record ForeignFile(Blob blob, String writer, DataFile receipt, KeyRange range, Optional<RowsAtEnd> end) {
    /**
     * Reads it.
     *
     * @throws Failure INPUT when it has other columns than it must have, or no rows; CORRUPT when it cannot be read
     */
    static ForeignFile read(DuckDb engine, LocalCopies copies, Store store, Blob blob, Shape shape) {
        ParquetFile footer = ParquetFile.open(store, blob);
        List<String> found = Shape.columns(footer.table().schema());
        List<String> wanted = Shape.columns(shape.table().schema());
        if (!found.equals(wanted)) {
            throw new Failure(
                    Failure.Kind.INPUT,
                    blob.key() + " has the columns " + found + ", and "
                            + (shape.source().isPresent() ? "an export of " : "the first file of ")
                            + shape.table().qualifiedName() + " has " + wanted
                            + ": name the mapping that makes those of these, or move the file away");
        }
        if (footer.rows() == 0) {
            throw new Failure(Failure.Kind.INPUT, blob.key() + " has no rows: move it away");
        }
        Digester digester = new Digester(shape.table().schema());
        KeyRange range = new KeyRange(shape.table().schema(), shape.key());
        Optional<RowsAtEnd> end = shape.key()
                .time()
                .map(name -> new RowsAtEnd(shape.table().schema().position(name).orElseThrow()));
        try (LocalCopies.Lent lent = copies.of(store, List.of(blob));
                Batches rows = engine.read(lent.path(), shape.table())) {
            for (Batch batch = rows.next(Integer.MAX_VALUE); batch != null; batch = rows.next(Integer.MAX_VALUE)) {
                digester.add(batch);
                range.add(batch);
                add(end, batch);
            }
        }
        return new ForeignFile(blob, footer.createdBy(), receipt(store, blob, digester.digest()), range, end);
    }

    private static void add(Optional<RowsAtEnd> end, Batch batch) {
        end.ifPresent(rows -> rows.add(batch));
    }

    private static DataFile receipt(Store store, Blob blob, Digest rows) {
        String sha256 = Sha256.of(store, blob);
        return new DataFile(blob.key(), blob.size(), sha256, rows, blob.key(), sha256, Losses.NONE, true);
    }
}
