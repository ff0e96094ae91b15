package dev.slipway.ledger;

import dev.slipway.Failure;
import dev.slipway.store.Blob;
import dev.slipway.store.Conflict;
import dev.slipway.store.Expect;
import dev.slipway.store.Store;
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
    private final LedgerReader known;
    private final ReentrantLock committing = new ReentrantLock();
    private final Deque<Wish> wishes = new ArrayDeque<>();
    private boolean probed;

    /** The last commit that is known to be durable, with all before it. */
    private long settled;

    private StoreLedger(Store store, Clock clock, String writer, int group, long summaryBytes, Pauses.Sleeper sleeper) {
        this.store = store;
        this.clock = clock;
        this.writer = writer;
        this.group = group;
        this.segments = new Segments(store, summaryBytes);
        this.known = new LedgerReader(store, sleeper);
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
        return open(store, clock, writer, group, summaryBytes, Pauses::sleep);
    }

    static StoreLedger open(
            Store store, Clock clock, String writer, int group, long summaryBytes, Pauses.Sleeper sleeper) {
        StoreLedger ledger = new StoreLedger(store, clock, writer, group, summaryBytes, sleeper);
        ledger.refresh();
        return ledger;
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
            return question.apply(known.state());
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
            try {
                flush();
            } catch (Failure e) {
                // Nobody waits for it: it is tried again with the next.
            }
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
            // What waited for its neighbours is tried again by itself.
            while (!wish.done) {
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
            State trial = known.state().trial();
            List<Wish> admitted =
                    due.stream().filter(wish -> admit(wish, trial)).toList();
            synchronized (wishes) {
                wishes.removeIf(wish -> wish.refused != null);
            }
            if (admitted.isEmpty() || put(admitted)) {
                return;
            }
        }
        throw new Failure(
                Failure.Kind.UNAVAILABLE,
                "others kept writing to the ledger of " + store.root() + " first; try again when they are done");
    }

    /**
     * Tries the entries of a wish; if one is refused, none of them counts. What is refused only because of wishes beside it,
     * which are not written yet, waits for what becomes of them.
     */
    private boolean admit(Wish wish, State trial) {
        Optional<RuntimeException> refused = refused(wish, trial);
        if (refused.isEmpty()) {
            wish.entries.forEach(trial::apply);
            return true;
        }
        refused(wish, known.state()).ifPresent(alone -> {
            wish.done = true;
            wish.refused = refused.get();
        });
        return false;
    }

    private static Optional<RuntimeException> refused(Wish wish, State before) {
        State together = before.trial();
        for (Entry entry : wish.entries) {
            Optional<String> refusal = together.refusal(entry);
            if (refusal.isPresent()) {
                String why = refusal.get();
                return Optional.of(Fenced.by(before, entry)
                        .<RuntimeException>map(text -> new Failure(Failure.Kind.FENCED, text))
                        .orElseGet(() -> new IllegalStateException("the ledger takes no " + entry + ": " + why)));
            }
            together.apply(entry);
        }
        return Optional.empty();
    }

    /** Whether it is written now; otherwise others were first, and what they wrote has been read. */
    private boolean put(List<Wish> admitted) {
        List<Entry> entries = new ArrayList<>();
        admitted.forEach(wish -> entries.addAll(wish.entries));
        long next = known.position() + 1;
        CommitText.Written text = CommitText.write(
                new Commit(next, known.hash(), writer, clock.instant().toString(), false, entries));
        boolean unfit = false;
        settle();
        try {
            Blob blob = store.put(Parts.commit(next), text.bytes(), Expect.absent());
            boolean ignored = !probed && overwritten(next, text);
            if (Parts.list(store).merged(next)) {
                return merged(blob, text.hash(), admitted);
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
        known.follow(entries, text.hash());
        settled = next;
        done(admitted);
        segments.merge(next, this::summary);
        return true;
    }

    /** What was read, others may not have made durable yet: nothing may be added to it, nor be relied upon, before it is. */
    private void settle() {
        if (settled < known.position()) {
            store.settle(Parts.commit(known.position()));
            settled = known.position();
        }
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

    /** Others have merged ours, or had merged before it was there, while we slept: then nobody will ever read it. */
    private boolean merged(Blob blob, String ours, List<Wish> admitted) {
        LedgerReader.Found found = known.read(ours);
        if (found.seen()) {
            settle();
            done(admitted);
            return true;
        }
        if (found.summed()) {
            throw new Failure(
                    Failure.Kind.UNKNOWN,
                    "whether the ledger of " + store.root() + " has what was just written is not known, because others"
                            + " have summed it up meanwhile; run again");
        }
        try {
            store.delete(blob);
        } catch (Failure | Conflict e) {
            // Whoever merges next removes it.
        }
        return false;
    }

    /** The answer was lost, or someone else was first: reads on to see which. */
    private boolean settledBy(String ours, List<Wish> admitted, @Nullable Failure failure) {
        long before = known.position();
        LedgerReader.Found found;
        try {
            found = failure == null ? known.readMore(ours) : known.read(ours);
        } catch (Failure e) {
            throw failure == null ? e : failure;
        }
        if (found.seen()) {
            settle();
            done(admitted);
            return true;
        }
        if (failure != null && (known.position() == before || found.summed())) {
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
        return CommitText.write(new Commit(
                        at, known.hash(), writer, clock.instant().toString(), true, Summary.of(known.state())))
                .bytes();
    }

    /**
     * A commit by its place and its hash, which vouches for all commits before it.
     *
     * @param position 0 when there is none
     */
    public record Head(long position, String hash) {}

    /** The last commit that is known. */
    public Head head() {
        committing.lock();
        try {
            return new Head(known.position(), known.hash());
        } finally {
            committing.unlock();
        }
    }

    /**
     * The hash of an earlier commit, as it stands in the store now; empty when a summary took its place.
     *
     * @throws Failure CORRUPT when what stands there cannot be read
     */
    public Optional<String> hash(long position) {
        return Chained.hash(store, position);
    }

    @Override
    public void refresh() {
        committing.lock();
        try {
            known.read("");
        } finally {
            committing.unlock();
        }
    }
}
