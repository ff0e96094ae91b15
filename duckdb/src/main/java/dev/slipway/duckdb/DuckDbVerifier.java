package dev.slipway.duckdb;

import dev.slipway.Failure;
import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import dev.slipway.data.Table;
import dev.slipway.digest.Digest;
import dev.slipway.digest.Digester;
import dev.slipway.job.Verifier;
import dev.slipway.parquet.ParquetFile;
import dev.slipway.store.Blob;
import dev.slipway.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Digests of stored Parquet files, typed as their footers say and read by DuckDB, which has to see the same types. Files
 * that are not local are copied to a temporary place first. Thread-safe.
 */
public final class DuckDbVerifier implements Verifier {
    /** What a file holds by its footer. */
    private interface Footer {
        Table table(Store store, Blob blob, Path local);
    }

    private final DuckDb engine;
    private final Footer footer;

    /**
     * A verifier that reads with {@code engine}, which stays the caller's to close. Where several workers verify at once, an
     * engine of one thread costs the least.
     */
    public DuckDbVerifier(DuckDb engine) {
        this.engine = engine;
        this.footer = (store, blob, local) -> ParquetFile.open(store, blob).table();
    }

    /** Like the other, for files whose footer was read before or elsewhere: {@code footer} is asked with a local path. */
    public DuckDbVerifier(DuckDb engine, Function<Path, Table> footer) {
        this.engine = engine;
        this.footer = (store, blob, local) -> footer.apply(local);
    }

    @Override
    public Digest digest(Store store, Blob blob) {
        Optional<Path> local = store.path(blob);
        return local.isPresent()
                ? digest(local.get(), footer.table(store, blob, local.get()))
                : digestOfCopy(store, blob);
    }

    private Digest digestOfCopy(Store store, Blob blob) {
        Path copy = null;
        try {
            copy = Files.createTempFile(Files.createDirectories(engine.temporary()), "slipway-", ".parquet");
            try (InputStream bytes = store.read(blob, 0, blob.size())) {
                Files.copy(bytes, copy, StandardCopyOption.REPLACE_EXISTING);
            }
            return digest(copy, footer.table(store, blob, copy));
        } catch (IOException e) {
            throw new Failure(
                    Failure.Kind.UNAVAILABLE,
                    blob.key() + " cannot be copied to " + engine.temporary() + ": " + e.getMessage(),
                    e);
        } catch (Failure e) {
            throw copy == null ? e : new Failure(e.kind(), e.text().replace(copy.toString(), blob.key()), e);
        } finally {
            delete(copy);
        }
    }

    private static void delete(@Nullable Path copy) {
        try {
            if (copy != null) {
                Files.deleteIfExists(copy);
            }
        } catch (IOException e) {
            // What is left in the temporary folder harms nobody, and the digest stands.
        }
    }

    /**
     * The digest of a local file's rows.
     *
     * @throws Failure CORRUPT when it cannot be read, or when its columns are not those of {@code table}
     */
    public Digest digest(Path file, Table table) {
        Digester digester = new Digester(table.schema());
        try (Batches batches = engine.read(file, table)) {
            for (Batch batch = batches.next(Integer.MAX_VALUE);
                    batch != null;
                    batch = batches.next(Integer.MAX_VALUE)) {
                digester.add(batch);
            }
        }
        return digester.digest();
    }
}
