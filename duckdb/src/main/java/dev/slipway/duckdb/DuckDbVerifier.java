package dev.slipway.duckdb;

import dev.slipway.Failure;
import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import dev.slipway.data.Table;
import dev.slipway.digest.Digest;
import dev.slipway.digest.Digester;
import dev.slipway.job.Verifier;
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

/** Digests of stored Parquet files, as DuckDB reads them. Files that are not local are copied to a temporary place first. */
public final class DuckDbVerifier implements Verifier {
    private final DuckDb engine;
    private final Function<Path, Table> footer;

    /**
     * @param engine stays the caller's to close
     * @param footer what a local file's footer says it holds; throws {@link Failure} CORRUPT when there is none
     */
    public DuckDbVerifier(DuckDb engine, Function<Path, Table> footer) {
        this.engine = engine;
        this.footer = footer;
    }

    @Override
    public Digest digest(Store store, Blob blob) {
        Optional<Path> local = store.path(blob);
        if (local.isPresent()) {
            return digest(local.get());
        }
        Path copy = null;
        try {
            copy = Files.createTempFile(Files.createDirectories(engine.temporary()), "slipway-", ".parquet");
            try (InputStream bytes = store.read(blob, 0, blob.size())) {
                Files.copy(bytes, copy, StandardCopyOption.REPLACE_EXISTING);
            }
            return digest(copy);
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

    /** The digest of a local file's rows. */
    public Digest digest(Path file) {
        return digest(file, footer.apply(file));
    }

    private Digest digest(Path file, Table table) {
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
