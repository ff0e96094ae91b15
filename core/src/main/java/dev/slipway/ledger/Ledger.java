package dev.slipway.ledger;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The record of every run's steps, in one order that all processes agree on. Thread-safe. An entry counts only if
 * {@link State} admits it after all that came before: who was overtaken finds out when it next writes, and has changed
 * nothing.
 */
public interface Ledger extends AutoCloseable {
    /** Asks what is known, as of the last reading or writing; the state must not be kept or changed. */
    <T> T look(Function<State, T> question);

    /**
     * Reads what others wrote since.
     *
     * @throws dev.slipway.Failure CORRUPT when what stands there is not what was written, UNAVAILABLE when it cannot be read
     */
    void refresh();

    /** Adds an entry that nothing waits for: it is written with the next ones, and lost if the process is killed before. */
    void append(Entry entry);

    /** Writes what was appended. Entries that are not admitted any more are dropped. */
    void flush();

    /**
     * Writes entries, after what was appended, all of them or none, and returns when they are durable.
     *
     * @throws dev.slipway.Failure FENCED when a table has been taken over, or the run was ended by another; UNAVAILABLE or
     *     UNKNOWN when the store failed: they may have been written
     */
    void commit(List<Entry> entries);

    /**
     * A commit by its place and its hash, which vouches for all commits before it.
     *
     * @param position 0 when there is none
     */
    record Head(long position, String hash) {}

    /** The last commit that is known. */
    Head head();

    /**
     * The hash of an earlier commit, as it stands there now; empty when it is not kept any more.
     *
     * @throws dev.slipway.Failure CORRUPT when what stands there cannot be read
     */
    Optional<String> hash(long position);

    /** Gives back what it holds open; what was appended and not written is lost. */
    @Override
    default void close() {}
}
