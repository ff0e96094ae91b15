package dev.slipway.ledger;

import dev.slipway.Failure;
import dev.slipway.store.Sink;
import dev.slipway.store.Store;
import java.io.IOException;
import java.io.InputStream;

/** A ledger as the text that it is. */
public final class LedgerText {
    private LedgerText() {}

    /**
     * Writes it commit by commit, as it stands in the store, unchecked: what is damaged can be looked at.
     *
     * @throws Failure UNAVAILABLE when it cannot be read
     */
    public static void copy(Store store, Sink out) {
        long next = 1;
        for (Parts.Part part : Parts.list(store).chain()) {
            try (InputStream in = store.read(part.blob(), 0, part.blob().size())) {
                CommitText.copy(in, next, out);
            } catch (IOException e) {
                throw new Failure(
                        Failure.Kind.UNAVAILABLE,
                        "could not read " + part.blob().key() + ": " + e,
                        e);
            }
            next = part.to() + 1;
        }
    }
}
