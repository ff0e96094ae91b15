package dev.slipway.format;

import dev.slipway.data.Batch;
import java.util.Map;

/**
 * Writes one file. {@link #finish} completes it; {@link #close} without it leaves bytes that no reader accepts. Not
 * thread-safe.
 */
public interface FileWriter extends AutoCloseable {
    /** How many rows the next batch may have at most; at least 1. */
    int rowsWanted();

    /**
     * Adds the rows of a batch, copying what it needs.
     *
     * @throws dev.slipway.Failure INPUT when a value cannot be held, naming the column
     */
    void write(Batch batch);

    /** Bytes that the file would have if it were finished now, within a page or two. */
    long bytes();

    /** Memory that this holds for rows that are not written yet, roughly; depends on the rows alone. */
    long bytesHeld();

    /** Writes what is left and the file's footer, with {@code metadata} in it. */
    void finish(Map<String, String> metadata);

    /** Frees buffers. Idempotent. */
    @Override
    void close();
}
