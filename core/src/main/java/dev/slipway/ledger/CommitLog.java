package dev.slipway.ledger;

import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Commits under their positions, kept where of several who write the same position one succeeds, and where what was written
 * stays as it is. Knows nothing of what they mean: {@link LogLedger} does. Thread-safe. Every method throws {@link
 * dev.slipway.Failure}: UNAVAILABLE when there is no answer, CONFIG when the answer is that it may not be done.
 */
public interface CommitLog extends AutoCloseable {
    /** How a person would name it; no secrets. */
    String name();

    /**
     * A commit as it stands there. What stands beside its text is for people, and for finding it.
     *
     * @param at to the microsecond
     * @param text all of it
     */
    record Stored(long position, String previous, String hash, String by, Instant at, byte[] text) {}

    /**
     * A commit to be written.
     *
     * @param by the run that writes it
     * @param text all of it
     * @param entries what it says
     * @param after what follows from it and all before
     */
    record Draft(
            long position,
            String previous,
            String hash,
            String by,
            Instant at,
            byte[] text,
            List<Entry> entries,
            State after) {
        public Draft {
            entries = List.copyOf(entries);
        }
    }

    /**
     * What stands for all commits up to one.
     *
     * @param bytes its size
     */
    record Summed(long bytes, InputStream text) {}

    /** Gives all commits from a position on, in their order. */
    void read(long from, Consumer<Stored> reader);

    /** The commit at a position. */
    Optional<Stored> find(long position);

    /**
     * Writes a commit if none stands at its position, and the one that it names as the previous stands before it. May be done
     * again when the answer was lost.
     *
     * @return whether it was written now, which is durable then
     * @throws dev.slipway.Failure UNKNOWN when it may have been written
     */
    boolean put(Draft draft);

    /** The last summary, if there is one; the caller closes its text. */
    Optional<Summed> summary();

    /** Keeps a summary of all commits up to {@code position}; earlier ones may go. Commits stay. */
    void summarize(long position, byte[] text);

    /** Gives back what it holds open. */
    @Override
    void close();
}
