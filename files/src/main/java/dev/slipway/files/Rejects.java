package dev.slipway.files;

/** Takes what is no row. Called by the thread that reads, in the order of the file. */
@FunctionalInterface
public interface Rejects {
    /** Takes one. What it throws ends the reading, as what {@code next} of the batches throws. */
    void add(Reject reject);
}
