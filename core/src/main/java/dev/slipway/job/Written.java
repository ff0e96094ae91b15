package dev.slipway.job;

import dev.slipway.Failure;
import dev.slipway.ledger.UnitFile;
import dev.slipway.store.Sealed;
import dev.slipway.store.Store;

/** A complete file that is not visible, and its receipt. */
record Written(Sealed sealed, UnitFile file) {
    /** Removes it, as far as the store will; what stays is staged, where no reader looks. */
    static void discard(Store store, Sealed sealed) {
        try {
            store.discard(sealed);
        } catch (Failure e) {
            // What made us give up is the failure to tell.
        }
    }
}
