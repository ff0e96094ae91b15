package dev.slipway.ledger;

import dev.slipway.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A ledger in a {@link CommitLog}: the position of a commit is the fence, as in {@link StoreLedger}, and its text is the same.
 * All commits stay; a summary now and then spares whoever opens it from reading them all.
 */
public final class LogLedger extends GroupLedger {
    /** So much is read beside a summary, or as much as the summary itself. */
    private static final long SUMMARY_BYTES = 8 << 20;

    private final CommitLog log;
    private final Clock clock;
    private final String writer;
    private final long summaryBytes;

    /** Of commits behind the last summary that is known. */
    private long since;

    /** Of that summary. */
    private long summed;

    private LogLedger(CommitLog log, Clock clock, String writer, int group, long summaryBytes) {
        super(group);
        this.log = log;
        this.clock = clock;
        this.writer = writer;
        this.summaryBytes = summaryBytes;
    }

    /**
     * Opens the ledger that a log holds; writes nothing. It closes the log when it is closed.
     *
     * @param writer names the run in what it writes, unlike any other
     * @throws Failure CORRUPT or UNAVAILABLE when it cannot be read
     */
    public static LogLedger open(CommitLog log, Clock clock, String writer) {
        return open(log, clock, writer, GROUP, SUMMARY_BYTES);
    }

    /** The same with a summary whenever so many bytes of commits have come; for tests. */
    static LogLedger open(CommitLog log, Clock clock, String writer, int group, long summaryBytes) {
        LogLedger ledger = new LogLedger(log, clock, writer, group, summaryBytes);
        ledger.begin();
        return ledger;
    }

    private void begin() {
        log.summary().ifPresent(last -> {
            String where = "the summary in " + log.name();
            try (InputStream text = last.text()) {
                CommitText.read(text, where, known.following(""));
            } catch (IOException e) {
                throw new Failure(Failure.Kind.UNAVAILABLE, "could not read " + where + ": " + e, e);
            }
            summed = last.bytes();
        });
        read();
    }

    @Override
    String place() {
        return log.name();
    }

    @Override
    void read() {
        read("");
    }

    /** Reads what is new, and whether the commit that is wanted is part of it. */
    private boolean read(String wanted) {
        Reading reading = new Reading(known.following(wanted));
        boolean begun = known.position() > 0;
        log.read(Math.max(1, known.position()), reading::take);
        if (begun && !reading.found) {
            throw CommitText.corrupt(
                    log.name(),
                    0,
                    "commit " + known.position() + ", which was read before, is not there any more",
                    null);
        }
        return reading.following.seen();
    }

    /** Takes commits as they stand there; the first is the last that is known, which must still be what it was. */
    private final class Reading implements CommitText.Reader {
        private final Prefix.Following following;
        private CommitLog.@Nullable Stored stored;
        private boolean found;

        Reading(Prefix.Following following) {
            this.following = following;
        }

        void take(CommitLog.Stored next) {
            stored = next;
            parse(next, log, this);
        }

        @Override
        public boolean wants(long at, boolean summary) {
            return true;
        }

        @Override
        public void accept(CommitText.Hashed read) {
            Commit commit = agreeing(read, stored);
            if (commit.position() == known.position()) {
                JsonFields.require(
                        read.hash().equals(known.hash()),
                        "commit " + commit.position() + " is another than the one that was read before");
                found = true;
                return;
            }
            JsonFields.require(
                    following.wants(commit.position(), false),
                    "commit " + (known.position() + 1) + " is missing, though later ones are there");
            following.accept(read);
            since += stored == null ? 0 : stored.text().length;
        }
    }

    private static void parse(CommitLog.Stored stored, CommitLog log, CommitText.Reader reader) {
        String where = "commit " + stored.position() + " in " + log.name();
        try (InputStream text = new ByteArrayInputStream(stored.text())) {
            CommitText.read(text, where, reader);
        } catch (IOException e) {
            throw new Failure(Failure.Kind.UNAVAILABLE, "could not read " + where + ": " + e, e);
        }
    }

    /** What stands beside the text must not tell anybody anything else. */
    private static Commit agreeing(CommitText.Hashed read, CommitLog.@Nullable Stored stored) {
        Commit commit = read.commit();
        JsonFields.require(
                stored != null
                        && !commit.summary()
                        && commit.position() == stored.position()
                        && read.hash().equals(stored.hash())
                        && commit.previous().equals(stored.previous())
                        && commit.by().equals(stored.by())
                        && Instant.parse(commit.at())
                                .truncatedTo(ChronoUnit.MICROS)
                                .equals(stored.at()),
                "what stands beside its text is not what its text says");
        return commit;
    }

    @Override
    boolean put(List<Entry> entries, State after) {
        long next = known.position() + 1;
        Instant at = clock.instant();
        CommitText.Written text =
                CommitText.write(new Commit(next, known.hash(), writer, at.toString(), false, entries));
        try {
            if (!log.put(
                    new CommitLog.Draft(next, known.hash(), text.hash(), writer, at, text.bytes(), entries, after))) {
                return read(text.hash());
            }
        } catch (Failure e) {
            return found(text.hash(), e);
        }
        known.follow(entries, text.hash());
        since += text.bytes().length;
        summarize();
        return true;
    }

    /** The answer was lost: looks whether it is there. */
    private boolean found(String ours, Failure failure) {
        long before = known.position();
        boolean seen;
        try {
            seen = read(ours);
        } catch (Failure again) {
            throw failure;
        }
        if (!seen && known.position() == before) {
            throw failure;
        }
        return seen;
    }

    /** What fails is tried again when as much has come: the ledger is whole without it. */
    private void summarize() {
        if (since < Math.max(summaryBytes, summed)) {
            return;
        }
        since = 0;
        byte[] text = CommitText.write(new Commit(
                        known.position(),
                        known.hash(),
                        writer,
                        clock.instant().toString(),
                        true,
                        Summary.of(known.state())))
                .bytes();
        summed = text.length;
        try {
            log.summarize(known.position(), text);
        } catch (Failure e) {
            // As above.
        }
    }

    @Override
    public Optional<String> hash(long position) {
        Hash hash = new Hash();
        log.find(position).ifPresent(stored -> parse(stored, log, hash));
        return Optional.ofNullable(hash.found);
    }

    /** Takes the hash of a commit. */
    private static final class Hash implements CommitText.Reader {
        private @Nullable String found;

        @Override
        public boolean wants(long at, boolean summary) {
            return true;
        }

        @Override
        public void accept(CommitText.Hashed commit) {
            found = commit.hash();
        }
    }

    @Override
    public void close() {
        log.close();
    }
}
