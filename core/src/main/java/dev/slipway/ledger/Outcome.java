package dev.slipway.ledger;

/**
 * How a run ended.
 *
 * @param status in the terms of {@code slipway status}
 * @param tables how many tables it published
 * @param failed how many it did not
 * @param rows rows of the published tables
 * @param bytes bytes of their files
 */
public record Outcome(Status status, int tables, int failed, long rows, long bytes) {
    /** What became of a run. */
    public enum Status {
        /** All that was asked for is done. */
        SUCCESS,
        /** All is done, with a warning. */
        DEGRADED,
        /** Some tables are published, some are not. */
        PARTIAL,
        /** Nothing was published. */
        FAILED,
        /** The user stopped it. */
        INTERRUPTED
    }
}
