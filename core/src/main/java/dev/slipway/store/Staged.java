package dev.slipway.store;

/**
 * An object being written out of every reader's sight. Ends with {@link #seal()} or {@link #close()}; a crash leaves
 * nothing that could be taken for data.
 */
public interface Staged extends Sink, AutoCloseable {
    /** Memory that it takes, in bytes, by what was written so far alone. */
    default long bytesHeld() {
        return 0;
    }

    /** Makes what was written durable. Afterwards writing and sealing are illegal. */
    Sealed seal();

    /** Removes what was written, unless it was sealed. Idempotent. */
    @Override
    void close();
}
