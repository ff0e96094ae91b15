package dev.slipway.app;

import dev.slipway.Failure;
import dev.slipway.data.Table;
import dev.slipway.duckdb.DuckDb;
import dev.slipway.job.Cancel;
import dev.slipway.parquet.ParquetFile;
import dev.slipway.store.Blob;
import dev.slipway.store.LocalStore;
import java.nio.file.Path;
import java.util.Objects;

/** Wires the independent reader: DuckDB, typed by what our footer says. */
public final class Verifiers {
    private Verifiers() {}

    /** An engine that stops when {@code cancel} is requested. The caller closes it. */
    public static DuckDb engine(Cancel cancel) {
        return DuckDb.open(DuckDb.Settings.DEFAULT, cancel);
    }

    /** What the footer of a local file says that it holds. */
    public static Table table(Path file) {
        Path absolute = file.toAbsolutePath();
        LocalStore store = new LocalStore(Objects.requireNonNull(absolute.getParent(), "a file lies in a folder"));
        Blob blob = store.find(String.valueOf(absolute.getFileName()))
                .orElseThrow(() -> new Failure(Failure.Kind.CORRUPT, file + " is not there any more"));
        return ParquetFile.open(store, blob).table();
    }
}
