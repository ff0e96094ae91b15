package dev.slipway.data;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stream of batches. Not thread-safe. Whoever obtained it closes it; closing early is allowed and abandons the rest.
 */
public interface Batches extends AutoCloseable {
    /**
     * The next rows, at least one and at most {@code rowsMax}, or null after the last. The batch and its arrays are
     * valid until the next call or {@link #close()}.
     *
     * @throws dev.slipway.Failure when the rows cannot be had or do not fit their types; the stream is then over
     */
    @Nullable
    Batch next(int rowsMax);

    /** What was lost of the rows that were read so far, when bad values are let pass. */
    default Losses losses() {
        return Losses.NONE;
    }

    /**
     * Of each column in which an empty text and null become one, how many there were of each in the rows read so far; empty
     * where rows are as they are at the source.
     */
    default Optional<List<Emptied>> emptied() {
        return Optional.empty();
    }

    @Override
    void close();
}
