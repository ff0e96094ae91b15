package dev.slipway.ledger;

import dev.slipway.Failure;
import dev.slipway.store.Blob;
import dev.slipway.store.Conflict;
import dev.slipway.store.Expect;
import dev.slipway.store.Sink;
import dev.slipway.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A ledger beside the data, in {@code _slipway/ledger/}: a commit is a numbered object that is created only if it is
 * absent, so that of several who want to be next one is, and the others read what he wrote before they try again. Needs
 * nothing but the store. Entries of all threads that are due go into one commit.
 */
public final class StoreLedger implements Ledger {
    /** Entries that nobody waits for are written when there are this many. */
    private static final int GROUP = 500;

    /** A ledger of this size keeps what is so, and forgets how it came about. */
    private static final long SUMMARY_BYTES = 8 << 20;

    private static final int ATTEMPTS = 1000;

    private final Store store;
    private final Clock clock;
    private final String writer;
    private final int group;
    private final Segments segments;
    private final ReentrantLock committing = new ReentrantLock();
    private final Deque<Wish> wishes = new ArrayDeque<>();
    private State state = new State();
    private long position;
    private boolean probed;
    private String hash = Commit.NONE;

    private StoreLedger(Store store, Clock clock, String writer, int group, long summaryBytes) {
        this.store = store;
        this.clock = clock;
        this.writer = writer;
        this.group = group;
        this.segments = new Segments(store, summaryBytes);
    }

    /**
     * Opens the ledger of a store; writes nothing.
     *
     * @param writer names the run in what it writes, unlike any other
     * @throws Failure CORRUPT or UNAVAILABLE when it cannot be read
     */
    public static StoreLedger open(Store store, Clock clock, String writer) {
        return open(store, clock, writer, GROUP, SUMMARY_BYTES);
    }

    static StoreLedger open(Store store, Clock clock, String writer, int group, long summaryBytes) {
        StoreLedger ledger = new StoreLedger(store, clock, writer, group, summaryBytes);
        ledger.refresh();
        return ledger;
    }

    /**
     * Writes the ledger's own text, commit by commit, as it stands in the store.
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

    /** Entries that are written together or not at all, and what became of them. */
    private static final class Wish {
        final List<Entry> entries;
        boolean done;

        @Nullable
        RuntimeException refused;

        Wish(List<Entry> entries) {
            this.entries = entries;
        }
    }

    @Override
    public <T> T look(Function<State, T> question) {
        committing.lock();
        try {
            return question.apply(state);
        } finally {
            committing.unlock();
        }
    }

    @Override
    public void append(Entry entry) {
        boolean full;
        synchronized (wishes) {
            wishes.add(new Wish(List.of(entry)));
            full = wishes.size() >= group;
        }
        if (full) {
            flush();
        }
    }

    @Override
    public void flush() {
        committing.lock();
        try {
            write();
        } finally {
            committing.unlock();
        }
    }

    @Override
    public void commit(List<Entry> entries) {
        Wish wish = new Wish(List.copyOf(entries));
        synchronized (wishes) {
            wishes.add(wish);
        }
        committing.lock();
        try {
            if (!wish.done) {
                write();
            }
        } finally {
            synchronized (wishes) {
                wishes.remove(wish);
            }
            committing.unlock();
        }
        if (wish.refused != null) {
            throw wish.refused;
        }
    }

    /** Writes all that is wished for in one commit. */
    private void write() {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            List<Wish> due;
            synchronized (wishes) {
                due = List.copyOf(wishes);
            }
            State trial = state.trial();
            List<Wish> admitted =
                    due.stream().filter(wish -> admit(wish, trial)).toList();
            synchronized (wishes) {
                wishes.removeIf(wish -> wish.refused != null);
            }
            if (admitted.isEmpty() || put(trial, admitted)) {
                return;
            }
        }
        throw new Failure(
                Failure.Kind.UNAVAILABLE,
                "others kept writing to the ledger of " + store.root() + " first; try again when they are done");
    }

    /** Tries the entries of a wish; if one is refused, none of them counts. */
    private boolean admit(Wish wish, State trial) {
        State before = trial.trial();
        for (Entry entry : wish.entries) {
            Optional<String> refusal = before.refusal(entry);
            if (refusal.isPresent()) {
                wish.done = true;
                wish.refused = refused(entry, refusal.get());
                return false;
            }
            before.apply(entry);
        }
        before.settle();
        return true;
    }

    private RuntimeException refused(Entry entry, String why) {
        return Fenced.by(state, entry)
                .<RuntimeException>map(text -> new Failure(Failure.Kind.FENCED, text))
                .orElseGet(() -> new IllegalStateException("the ledger takes no " + entry + ": " + why));
    }

    /** Whether it is written now; otherwise others were first, and what they wrote has been read. */
    private boolean put(State trial, List<Wish> admitted) {
        List<Entry> entries = new ArrayList<>();
        admitted.forEach(wish -> entries.addAll(wish.entries));
        long next = position + 1;
        CommitText.Written text =
                CommitText.write(new Commit(next, hash, writer, clock.instant().toString(), false, entries));
        boolean unfit = false;
        try {
            Blob blob = store.put(Parts.commit(next), text.bytes(), Expect.absent());
            boolean ignored = !probed && overwritten(next, text);
            if (Parts.list(store).merged(next)) {
                // We slept while others went on and merged: nobody will read this.
                store.delete(blob);
                refresh();
                return false;
            }
            unfit = ignored;
            probed = true;
        } catch (Conflict e) {
            return settledBy(text.hash(), admitted, null);
        } catch (Failure e) {
            return settledBy(text.hash(), admitted, e);
        }
        if (unfit) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    store.root() + " replaces what it was told to create only if it is absent: runs could not be told"
                            + " apart there; choose another");
        }
        trial.settle();
        position = next;
        hash = text.hash();
        done(admitted);
        segments.merge(position, this::summary);
        return true;
    }

    /** Writes the same once more: a store that does not refuse that ignores conditions. */
    private boolean overwritten(long next, CommitText.Written text) {
        try {
            store.put(Parts.commit(next), text.bytes(), Expect.absent());
            return true;
        } catch (Conflict e) {
            return false;
        }
    }

    /** The answer was lost, or someone else was first: reads on to see which. */
    private boolean settledBy(String ours, List<Wish> admitted, @Nullable Failure failure) {
        long before = position;
        try {
            if (read(ours)) {
                done(admitted);
                return true;
            }
        } catch (Failure e) {
            throw failure == null ? e : failure;
        }
        if (failure != null && position == before) {
            throw failure;
        }
        return false;
    }

    private void done(List<Wish> written) {
        written.forEach(wish -> wish.done = true);
        synchronized (wishes) {
            wishes.removeAll(written);
        }
    }

    private byte[] summary(long at) {
        return CommitText.write(new Commit(at, hash, writer, clock.instant().toString(), true, Summary.of(state)))
                .bytes();
    }

    @Override
    public void refresh() {
        committing.lock();
        try {
            read("");
        } finally {
            committing.unlock();
        }
    }

    /** Reads what is new; whether {@code wanted} is the hash of one of the commits that were read. */
    private boolean read(String wanted) {
        Following following = new Following(wanted);
        for (int attempt = 1; ; attempt++) {
            Parts parts = Parts.list(store);
            Optional<Parts.Part> part = parts.at(position + 1);
            if (part.isEmpty()) {
                if (parts.last() > position) {
                    throw missing();
                }
                return following.seen;
            }
            long before = position;
            if (!read(part.get(), following) && attempt == ATTEMPTS || position == before && attempt > 3) {
                throw missing();
            }
        }
    }

    private Failure missing() {
        return CommitText.corrupt(
                store.root() + '/' + Parts.FOLDER,
                0,
                "commit " + (position + 1) + " is missing, though later ones are" + " there",
                null);
    }

    /** Whether it could be read: others may have merged it meanwhile. */
    private boolean read(Parts.Part part, Following following) {
        String where = store.root() + '/' + part.blob().key();
        try (InputStream in = store.read(part.blob(), 0, part.blob().size())) {
            CommitText.read(in, where, following);
            return true;
        } catch (Failure e) {
            if (store.find(part.blob().key()).isPresent()) {
                throw e;
            }
            return false;
        } catch (IOException e) {
            throw new Failure(Failure.Kind.UNAVAILABLE, "could not read " + where + ": " + e, e);
        }
    }

    /** Follows the ledger commit by commit. */
    private final class Following implements CommitText.Reader {
        private final String wanted;
        private boolean seen;

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
            seen |= read.hash().equals(wanted);
        }
    }
}
