package dev.slipway.app.export;

import dev.slipway.app.Verifiers;
import dev.slipway.job.RunSettings;
import dev.slipway.ledger.Planned;
import java.time.Duration;

/**
 * How a run goes about its work, whatever it exports.
 *
 * @param verify when written files are read back
 * @param how everything else
 * @param lease how long the run keeps its tables without a sign of life
 * @param cacheBytes of local copies at a time, of files that are read back from elsewhere
 * @param witness whether the source keeps the heads of what was published
 */
public record Conduct(Verify verify, RunSettings how, Duration lease, long cacheBytes, boolean witness) {
    /** Shorter than this, a busy machine would lose its tables. */
    public static final Duration LEASE_MIN = Duration.ofSeconds(1);

    /** Longer than this, nobody would wait. */
    public static final Duration LEASE_MAX = Duration.ofHours(24);

    /** What is done when nobody says otherwise. */
    public static final Conduct DEFAULT =
            new Conduct(Verify.NOW, RunSettings.DEFAULT, Duration.ofSeconds(60), Verifiers.COPY_BYTES, false);

    /** The same, adding to what is there. */
    Conduct appending() {
        return new Conduct(
                verify,
                new RunSettings(Planned.Mode.APPEND, how.publish(), how.attempts(), how.backoff(), how.stopOnError()),
                lease,
                cacheBytes,
                witness);
    }

    /** When written files are read back. */
    public enum Verify {
        /** Before they become visible. */
        NOW,
        /** Some time, by {@code slipway verify}. */
        LATER
    }
}
