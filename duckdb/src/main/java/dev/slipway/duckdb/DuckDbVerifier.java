package dev.slipway.duckdb;

import dev.slipway.Failure;
import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import dev.slipway.data.Table;
import dev.slipway.digest.Digest;
import dev.slipway.digest.Digester;
import dev.slipway.job.Verifier;
import dev.slipway.parquet.ParquetFile;
import dev.slipway.parquet.RowGroup;
import dev.slipway.store.Blob;
import dev.slipway.store.LocalCopies;
import dev.slipway.store.Store;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Digests of stored Parquet files, typed as their footers say and read by DuckDB, which has to see the same types. Files
 * that are not local are copied to a temporary place first. Thread-safe.
 */
public final class DuckDbVerifier implements Verifier {
    /** What a file holds by its footer, and how long a row is, if that is known. */
    private record Held(Table table, OptionalLong rowBytes) {}

    private interface Footer {
        Held read(Store store, Blob blob, Path local);
    }

    private final DuckDb engine;
    private final LocalCopies copies;
    private final Footer footer;

    /**
     * A verifier that reads with {@code engine}, which stays the caller's to close. Where several workers verify at once, an
     * engine of one thread costs the least.
     */
    public DuckDbVerifier(DuckDb engine) {
        this(engine, copies(engine));
    }

    /** Like the other, reading what is not local from these copies. */
    public DuckDbVerifier(DuckDb engine, LocalCopies copies) {
        this.engine = engine;
        this.copies = copies;
        this.footer = (store, blob, local) -> {
            ParquetFile file = ParquetFile.open(store, blob);
            return new Held(file.table(), OptionalLong.of(rowBytes(file)));
        };
    }

    /** Like the other, for files whose footer was read before or elsewhere: {@code footer} is asked with a local path. */
    public DuckDbVerifier(DuckDb engine, Function<Path, Table> footer) {
        this.engine = engine;
        this.copies = copies(engine);
        this.footer = (store, blob, local) -> new Held(footer.apply(local), OptionalLong.empty());
    }

    private static long rowBytes(ParquetFile file) {
        long bytes =
                file.rowGroups().stream().mapToLong(RowGroup::uncompressedBytes).sum();
        return bytes / Math.max(1, file.rows());
    }

    private static LocalCopies copies(DuckDb engine) {
        return new LocalCopies(engine.temporary(), Long.MAX_VALUE);
    }

    @Override
    public Digest digest(Store store, Blob blob) {
        try (LocalCopies.Lent lent = copies.of(store, List.of(blob))) {
            return digest(store, blob, lent.path());
        }
    }

    private Digest digest(Store store, Blob blob, Path local) {
        try {
            Held held = footer.read(store, blob, local);
            return held.rowBytes().isEmpty()
                    ? digest(local, held.table())
                    : digest(
                            held.table(),
                            engine.read(local, held.table(), held.rowBytes().getAsLong()));
        } catch (Failure e) {
            throw store.path(blob).isPresent()
                    ? e
                    : new Failure(e.kind(), e.text().replace(local.toString(), blob.key()), e);
        }
    }

    /**
     * The digest of a local file's rows.
     *
     * @throws Failure CORRUPT when it cannot be read, or when its columns are not those of {@code table}
     */
    public Digest digest(Path file, Table table) {
        return digest(table, engine.read(file, table));
    }

    private static Digest digest(Table table, Batches rows) {
        Digester digester = new Digester(table.schema());
        try (rows) {
            for (Batch batch = rows.next(Integer.MAX_VALUE); batch != null; batch = rows.next(Integer.MAX_VALUE)) {
                digester.add(batch);
            }
        }
        return digester.digest();
    }
}
