package dev.slipway.job;

import dev.slipway.Failure;
import dev.slipway.ledger.UnitFile;
import dev.slipway.store.Sealed;
import dev.slipway.store.Store;

/** A complete file that is not visible, and its receipt. */
record Written(Sealed sealed, UnitFile file) {
    /** Removes it where it is staged, if it is, as far as the store will. */
    static void discard(Store store, UnitFile file) {
        try {
            if (!file.staged().isEmpty()) {
                store.staged(file.staged()).ifPresent(store::discard);
            }
        } catch (Failure e) {
            // Nobody looks where it stands.
        }
    }

    /** Removes it, as far as the store will; what stays is staged, where no reader looks. */
    static void discard(Store store, Sealed sealed) {
        try {
            store.discard(sealed);
        } catch (Failure e) {
            // What made us give up is the failure to tell.
        }
    }
}
