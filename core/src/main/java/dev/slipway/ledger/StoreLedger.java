package dev.slipway.ledger;

import dev.slipway.Failure;
import dev.slipway.store.Blob;
import dev.slipway.store.Conflict;
import dev.slipway.store.Expect;
import dev.slipway.store.Store;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A ledger beside the data, in {@code _slipway/ledger/}: a commit is a numbered object that is created only if it is
 * absent, so that of several who want to be next one is, and the others read what he wrote before they try again. Needs
 * nothing but the store. Entries of all threads that are due go into one commit.
 */
public final class StoreLedger extends GroupLedger {
    /** A ledger of this size keeps what is so, and forgets how it came about. */
    private static final long SUMMARY_BYTES = 8 << 20;

    private final Store store;
    private final Clock clock;
    private final String writer;
    private final Segments segments;
    private final LedgerReader reader;
    private boolean probed;

    /** The last commit that is known to be durable, with all before it. */
    private long settled;

    private StoreLedger(Store store, Clock clock, String writer, int group, long summaryBytes, Pauses.Sleeper sleeper) {
        super(group);
        this.store = store;
        this.clock = clock;
        this.writer = writer;
        this.segments = new Segments(store, summaryBytes);
        this.reader = new LedgerReader(store, sleeper, known);
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

    @Override
    String place() {
        return store.root();
    }

    @Override
    void read() {
        reader.read("");
    }

    @Override
    boolean put(List<Entry> entries, State after) {
        long next = known.position() + 1;
        CommitText.Written text = CommitText.write(
                new Commit(next, known.hash(), writer, clock.instant().toString(), false, entries));
        boolean unfit = false;
        settle();
        try {
            Blob blob = store.put(Parts.commit(next), text.bytes(), Expect.absent());
            boolean ignored = !probed && overwritten(next, text);
            if (Parts.list(store).merged(next)) {
                return merged(blob, text.hash());
            }
            unfit = ignored;
            probed = true;
        } catch (Conflict e) {
            return settledBy(text.hash(), null);
        } catch (Failure e) {
            return settledBy(text.hash(), e);
        }
        if (unfit) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    store.root() + " replaces what it was told to create only if it is absent: runs could not be told"
                            + " apart there; choose another");
        }
        known.follow(entries, text.hash());
        settled = next;
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
    private boolean merged(Blob blob, String ours) {
        LedgerReader.Found found = reader.read(ours);
        if (found.seen()) {
            settle();
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
    private boolean settledBy(String ours, @Nullable Failure failure) {
        long before = known.position();
        LedgerReader.Found found;
        try {
            found = failure == null ? reader.readMore(ours) : reader.read(ours);
        } catch (Failure e) {
            throw failure == null ? e : failure;
        }
        if (found.seen()) {
            settle();
            return true;
        }
        if (failure != null && (known.position() == before || found.summed())) {
            throw failure;
        }
        return false;
    }

    private byte[] summary(long at) {
        return CommitText.write(new Commit(
                        at, known.hash(), writer, clock.instant().toString(), true, Summary.of(known.state())))
                .bytes();
    }

    @Override
    public Optional<String> hash(long position) {
        return Chained.hash(store, position);
    }
}
