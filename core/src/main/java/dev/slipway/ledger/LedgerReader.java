package dev.slipway.ledger;

import dev.slipway.Failure;
import dev.slipway.store.Blob;
import dev.slipway.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Follows a ledger in a store commit by commit, and checks each of them. Not thread-safe. */
final class LedgerReader {
    private final Store store;
    private final Pauses.Sleeper sleeper;
    private State state = new State();
    private long position;
    private String hash = Commit.NONE;

    LedgerReader(Store store, Pauses.Sleeper sleeper) {
        this.store = store;
        this.sleeper = sleeper;
    }

    /**
     * What reading came across.
     *
     * @param seen the commit that was wanted
     * @param summed a summary, which does not tell all that it stands for
     */
    record Found(boolean seen, boolean summed) {}

    /** What follows from all that was read. */
    State state() {
        return state;
    }

    /** The last commit that was read; 0 before the first. */
    long position() {
        return position;
    }

    /** Its hash. */
    String hash() {
        return hash;
    }

    /** Goes on behind the next commit, which has these entries and is known to be written. */
    void follow(List<Entry> entries, String hashOfNext) {
        entries.forEach(state::apply);
        position++;
        hash = hashOfNext;
    }

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
        Following following = new Following(wanted);
        Pauses pauses = new Pauses(sleeper);
        long begin = position;
        while (true) {
            long before = position;
            Parts parts = Parts.list(store);
            boolean whole = read(parts, following);
            boolean gap = whole && parts.last() > position;
            if (whole && !gap && (position > begin || !more)) {
                return new Found(following.seen, following.summed);
            }
            // Others may merge while we list, so that we see neither the commits nor what took their place.
            if (whole && pauses.late()) {
                readByName(following);
            }
            if (position > before) {
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
    private void readByName(Following following) {
        store.find(Parts.commit(position + 1)).ifPresent(blob -> read(blob, following));
    }

    private Failure missing() {
        return CommitText.corrupt(
                store.root() + '/' + Parts.FOLDER,
                0,
                "commit " + (position + 1) + " is missing, though later ones are there",
                null);
    }

    private Failure late() {
        return new Failure(
                Failure.Kind.UNAVAILABLE,
                "commit " + (position + 1) + " of the ledger of " + store.root()
                        + " is written or merged by others and cannot be read yet; try again");
    }

    /** Whether all of them could be read: others may have merged some meanwhile. */
    private boolean read(Parts parts, Following following) {
        for (Optional<Parts.Part> part = parts.at(position + 1); part.isPresent(); part = parts.at(position + 1)) {
            long before = position;
            Blob blob = part.get().blob();
            if (!read(blob, following)) {
                return false;
            }
            if (position == before) {
                throw CommitText.corrupt(
                        store.root() + '/' + blob.key(),
                        0,
                        "it does not hold commit " + (position + 1) + ", as its name says",
                        null);
            }
        }
        return true;
    }

    private boolean read(Blob blob, Following following) {
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

    /** Follows the ledger commit by commit, looking out for one of them. */
    private final class Following implements CommitText.Reader {
        private final String wanted;
        private boolean seen;
        private boolean summed;

        Following(String wanted) {
            this.wanted = wanted;
        }

        @Override
        public boolean wants(long at, boolean summary) {
            return at == position + 1 || summary && at > position;
        }

        @Override
        public void accept(CommitText.Hashed read) {
            Commit commit = read.commit();
            if (commit.summary()) {
                summed = true;
                state = new State();
                hash = commit.previous();
            } else {
                JsonFields.require(
                        commit.previous().equals(hash),
                        "commit " + commit.position() + " does not follow the one before it: one of them was changed");
                hash = read.hash();
            }
            for (Entry entry : commit.entries()) {
                Optional<String> refusal = commit.summary() ? Optional.empty() : state.refusal(entry);
                refusal.ifPresent(why -> {
                    throw new IllegalArgumentException("commit " + commit.position() + " has " + entry + ": " + why);
                });
                state.apply(entry);
            }
            position = commit.position();
            seen |= (commit.summary() ? hash : read.hash()).equals(wanted);
        }
    }
}
