package dev.slipway.store;

/**
 * An object being written out of every reader's sight. Ends with {@link #seal()} or {@link #close()}; a crash leaves
 * nothing that could be taken for data.
 */
public interface Staged extends Sink, AutoCloseable {
    /** Makes what was written durable. Afterwards writing and sealing are illegal. */
    Sealed seal();

    /** Removes what was written, unless it was sealed. Idempotent. */
    @Override
    void close();
}
