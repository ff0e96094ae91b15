package dev.slipway.job;

import dev.slipway.Failure;
import dev.slipway.digest.Digest;
import dev.slipway.ledger.DataFile;
import dev.slipway.store.Blob;
import dev.slipway.store.Store;
import java.util.Optional;

/** Has files read by someone who did not write them. */
final class ReadBack {
    private final Store store;
    private final Optional<Verifier> verifier;
    private final Context context;

    ReadBack(Export.Parts parts) {
        this.store = parts.store();
        this.verifier = parts.verifier();
        this.context = parts.context();
    }

    /** Whether files are read back at all. */
    boolean wanted() {
        return verifier.isPresent();
    }

    /** @throws Failure CORRUPT when it holds other rows than its receipt says */
    void check(String table, Blob blob, DataFile file, int worker) {
        context.cancel().check();
        Digest found = verifier.orElseThrow().digest(store, blob);
        if (!found.equals(file.rows())) {
            throw new Failure(
                    Failure.Kind.CORRUPT,
                    "the file written for " + file.unit() + " does not read back as what was exported: expected "
                            + file.rows() + ", read " + found + "; nothing of it was published");
        }
        context.events().accept(new Event.FileVerified(worker, table, file.unit(), found));
    }
}
