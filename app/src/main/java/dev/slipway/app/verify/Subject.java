package dev.slipway.app.verify;

import dev.slipway.job.Key;
import dev.slipway.ledger.DataFile;
import dev.slipway.store.Blob;
import dev.slipway.store.Store;
import java.util.Optional;

/**
 * A file to verify.
 *
 * @param shown its path as the user will recognise it
 * @param store the store that it lies in
 * @param blob the file itself; empty when a manifest lists it and it is not there
 * @param receipt what was recorded of it outside the file; empty when nothing was
 * @param key the columns that its name is about, when that was recorded outside the file
 * @param leftover of which table it is neither the old nor the new content: an export did not come to its end
 */
public record Subject(
        String shown,
        Store store,
        Optional<Blob> blob,
        Optional<DataFile> receipt,
        Optional<Key> key,
        Optional<String> leftover) {}
