package dev.slipway.job;

import dev.slipway.digest.Digest;
import dev.slipway.store.Blob;
import dev.slipway.store.Store;

/** Reads a stored file with a reader that shares no code with its writer. Thread-safe. */
public interface Verifier {
    /**
     * The digest of the rows that the file holds, typed as its footer says.
     *
     * @throws dev.slipway.Failure CORRUPT when it cannot be read, or when the reader sees other types
     */
    Digest digest(Store store, Blob blob);
}
