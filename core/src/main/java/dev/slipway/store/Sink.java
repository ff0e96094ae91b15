package dev.slipway.store;

/** Takes bytes in order. Not thread-safe. */
public interface Sink {
    /**
     * Appends {@code length} bytes; the array may be reused as soon as this returns.
     *
     * @throws dev.slipway.Failure when they cannot be stored
     */
    void write(byte[] bytes, int offset, int length);
}
