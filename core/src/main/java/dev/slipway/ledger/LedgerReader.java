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
    private static final int ATTEMPTS = 1000;

    /** Listings that may lack a commit before it is taken for lost. */
    private static final int GAPS = 3;

    private final Store store;
    private State state = new State();
    private long position;
    private String hash = Commit.NONE;

    LedgerReader(Store store) {
        this.store = store;
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
        Following following = new Following(wanted);
        int gaps = 0;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Parts parts = Parts.list(store);
            if (!read(parts, following)) {
                continue;
            }
            if (parts.last() <= position) {
                return new Found(following.seen, following.summed);
            }
            // Others may merge while we list, so that we see neither the commits nor what took their place.
            if (++gaps > GAPS) {
                throw CommitText.corrupt(
                        store.root() + '/' + Parts.FOLDER,
                        0,
                        "commit " + (position + 1) + " is missing, though later ones are there",
                        null);
            }
        }
        throw new Failure(
                Failure.Kind.UNAVAILABLE,
                "others kept merging the ledger of " + store.root() + " while it was read; try again");
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
