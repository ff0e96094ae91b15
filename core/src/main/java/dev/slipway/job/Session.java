package dev.slipway.job;

/** One snapshot of a source, held until this is closed. */
public interface Session<U extends Unit> extends AutoCloseable {
    /** What there is to read. */
    Plan<U> plan();

    /** A reader for one worker; may be called by several threads at once. */
    Reader<U> reader();

    /** How many workers the source allows at once. */
    int readersMax();

    @Override
    void close();
}
