package dev.slipway.ledger;

import java.util.List;
import java.util.Optional;

/** A ledger up to one of its commits, each checked against the one before it, and what follows from them. Not thread-safe. */
final class Prefix {
    private State state = new State();
    private long position;
    private String hash = Commit.NONE;

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

    /** Goes on with what is read. */
    Following following(String wanted) {
        return new Following(wanted);
    }

    /** Follows the ledger commit by commit, looking out for one of them. */
    final class Following implements CommitText.Reader {
        private final String wanted;
        private boolean seen;
        private boolean summed;

        private Following(String wanted) {
            this.wanted = wanted;
        }

        /** Whether the commit that was wanted was among those that were read. */
        boolean seen() {
            return seen;
        }

        /** Whether there was a summary, which does not tell all that it stands for. */
        boolean summed() {
            return summed;
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
