package dev.slipway.job;

import dev.slipway.Failure;
import dev.slipway.store.Sealed;
import dev.slipway.store.Store;

/** A complete file that is not visible yet, and what it will be called. */
record StagedFile(Sealed sealed, DataFile file) {
    /** Removes it, as far as the store will; what stays is staged, where no reader looks. */
    void discard(Store store) {
        discard(store, sealed);
    }

    /** As {@link #discard(Store)}, for what has no name yet. */
    static void discard(Store store, Sealed sealed) {
        try {
            store.discard(sealed);
        } catch (Failure e) {
            // What made us give up is the failure to tell.
        }
    }
}
