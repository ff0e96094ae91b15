package dev.slipway.job;

/** One snapshot of a source, held until this is closed. */
public interface Session<U extends Unit> extends AutoCloseable {
    /** What there is to read. */
    Plan<U> plan();

    /** A reader for one worker; may be called by several threads at once. */
    Reader<U> reader();

    /** How many workers the source allows at once. */
    int readersMax();

    /**
     * Returns while everything that was read is known to be one snapshot; may be called by several threads at once.
     *
     * @throws dev.slipway.Failure UNAVAILABLE when it no longer is: what was read must not be published
     */
    void check();

    @Override
    void close();
}
