package dev.slipway.ledger;

import dev.slipway.Failure;
import dev.slipway.store.Blob;
import dev.slipway.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Follows a ledger in a store commit by commit, and checks each of them. Not thread-safe. */
final class LedgerReader {
    private final Store store;
    private final Pauses.Sleeper sleeper;
    private final Prefix known;

    /** @param known what goes on with what is read */
    LedgerReader(Store store, Pauses.Sleeper sleeper, Prefix known) {
        this.store = store;
        this.sleeper = sleeper;
        this.known = known;
    }

    /**
     * What reading came across.
     *
     * @param seen the commit that was wanted
     * @param summed a summary, which does not tell all that it stands for
     */
    record Found(boolean seen, boolean summed) {}

    /**
     * Reads what is new.
     *
     * @param wanted hash of a commit to look out for; empty for none
     */
    Found read(String wanted) {
        return read(wanted, false);
    }

    /** Reads what is new, of which there is something: waits for it if no listing shows it yet. */
    Found readMore(String wanted) {
        return read(wanted, true);
    }

    private Found read(String wanted, boolean more) {
        Prefix.Following following = known.following(wanted);
        Pauses pauses = new Pauses(sleeper);
        long begin = known.position();
        while (true) {
            long before = known.position();
            Parts parts = Parts.list(store);
            boolean whole = read(parts, following);
            boolean gap = whole && parts.last() > known.position();
            if (whole && !gap && (known.position() > begin || !more)) {
                return new Found(following.seen(), following.summed());
            }
            // Others may merge while we list, so that we see neither the commits nor what took their place.
            if (whole && pauses.late()) {
                readByName(following);
            }
            if (known.position() > before) {
                pauses = new Pauses(sleeper);
            } else if (!pauses.again()) {
                throw gap ? missing() : late();
            }
        }
    }

    /**
     * A listing may be older than what it lists. Not asked before others have been listed anew: a commit that was merged and
     * removed may be there once more for a moment, written by one who slept meanwhile.
     */
    private void readByName(Prefix.Following following) {
        store.find(Parts.commit(known.position() + 1)).ifPresent(blob -> read(blob, following));
    }

    private Failure missing() {
        return CommitText.corrupt(
                store.root() + '/' + Parts.FOLDER,
                0,
                "commit " + (known.position() + 1) + " is missing, though later ones are there",
                null);
    }

    private Failure late() {
        return new Failure(
                Failure.Kind.UNAVAILABLE,
                "commit " + (known.position() + 1) + " of the ledger of " + store.root()
                        + " is written or merged by others and cannot be read yet; try again");
    }

    /** Whether all of them could be read: others may have merged some meanwhile. */
    private boolean read(Parts parts, Prefix.Following following) {
        for (Optional<Parts.Part> part = parts.at(known.position() + 1);
                part.isPresent();
                part = parts.at(known.position() + 1)) {
            long before = known.position();
            Blob blob = part.get().blob();
            if (!read(blob, following)) {
                return false;
            }
            if (known.position() == before) {
                throw CommitText.corrupt(
                        store.root() + '/' + blob.key(),
                        0,
                        "it does not hold commit " + (known.position() + 1) + ", as its name says",
                        null);
            }
        }
        return true;
    }

    private boolean read(Blob blob, Prefix.Following following) {
        String where = store.root() + '/' + blob.key();
        try (InputStream in = store.read(blob, 0, blob.size())) {
            CommitText.read(in, where, following);
            return true;
        } catch (Failure e) {
            if (store.find(blob.key()).filter(blob::equals).isPresent()) {
                throw e;
            }
            return false;
        } catch (IOException e) {
            throw new Failure(Failure.Kind.UNAVAILABLE, "could not read " + where + ": " + e, e);
        }
    }
}
