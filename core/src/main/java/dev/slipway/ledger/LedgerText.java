package dev.slipway.ledger;

import dev.slipway.Failure;
import dev.slipway.store.Sink;
import dev.slipway.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A ledger as the text that it is. */
public final class LedgerText {
    private static final int LISTINGS = 3;

    private LedgerText() {}

    /**
     * Writes it commit by commit, as it stands in the store, unchecked: what is damaged can be looked at.
     *
     * @throws Failure UNAVAILABLE when it cannot be read; CORRUPT, after all that is there was written, when commits are
     *     missing between others
     */
    public static void copy(Store store, Sink out) {
        Parts parts = Parts.list(store);
        // Others may merge while we list, so that we see neither the commits nor what took their place.
        for (int again = 0; again < LISTINGS && !parts.missing().isEmpty(); again++) {
            parts = Parts.list(store);
        }
        long next = 1;
        while (next <= parts.last()) {
            Optional<Parts.Part> part = parts.at(next);
            if (part.isPresent()) {
                copy(store, part.get(), next, out);
            }
            next = part.isPresent() ? part.get().to() + 1 : parts.after(next);
        }
        requireNone(parts.missing(), store.root() + '/' + Parts.FOLDER);
    }

    /** The same for a ledger in a log. */
    public static void copy(CommitLog log, Sink out) {
        List<String> missing = new ArrayList<>();
        AtomicLong next = new AtomicLong(1);
        log.read(1, stored -> {
            if (stored.position() > next.get()) {
                missing.add(Parts.range(next.get(), stored.position() - 1));
            }
            out.write(stored.text(), 0, stored.text().length);
            next.set(stored.position() + 1);
        });
        requireNone(missing, log.name());
    }

    private static void requireNone(List<String> missing, String where) {
        if (!missing.isEmpty()) {
            throw new Failure(
                    Failure.Kind.CORRUPT,
                    where + " lacks commits " + String.join(", ", missing) + ", though later ones are there");
        }
    }

    private static void copy(Store store, Parts.Part part, long next, Sink out) {
        try (InputStream in = store.read(part.blob(), 0, part.blob().size())) {
            CommitText.copy(in, store.root() + '/' + part.blob().key(), next, out);
        } catch (IOException e) {
            throw new Failure(
                    Failure.Kind.UNAVAILABLE, "could not read " + part.blob().key() + ": " + e, e);
        }
    }
}
