package dev.slipway.app.export;

import java.time.Duration;

/**
 * How a run goes about its work, whatever it exports.
 *
 * @param verify when written files are read back
 * @param mode what becomes of the rows that the target has already
 * @param publish what becomes visible at once
 * @param retries how often a unit is tried in all, at least once
 * @param retryBackoff how long to wait before it is tried again
 * @param stopOnError whether a failed table keeps the others from being begun
 */
public record Conduct(
        Verify verify, Mode mode, Publish publish, int retries, Duration retryBackoff, boolean stopOnError) {
    /** What is done when nobody says otherwise. */
    public static final Conduct DEFAULT =
            new Conduct(Verify.NOW, Mode.REPLACE, Publish.TABLE, 2, Duration.ofSeconds(5), false);

    /** When written files are read back. */
    public enum Verify {
        /** Before they become visible. */
        NOW,
        /** Some time, by {@code slipway verify}. */
        LATER
    }

    /** What becomes of the rows that the target has already. */
    public enum Mode {
        /** The rows of this run take their place. */
        REPLACE,
        /** The rows of this run join them. */
        APPEND
    }

    /** What becomes visible at once. */
    public enum Publish {
        /** Each table, as soon as it is whole. */
        TABLE,
        /** All that was planned, when all of it is whole. */
        PLAN
    }

    Conduct with(Verify choice) {
        return new Conduct(choice, mode, publish, retries, retryBackoff, stopOnError);
    }
}
