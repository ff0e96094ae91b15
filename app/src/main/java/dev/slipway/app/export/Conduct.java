package dev.slipway.app.export;

import dev.slipway.Failure;
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
 * @param snapshot of what everything that is read is one state
 * @param parallel how many tables are exported at once that have a snapshot each
 */
public record Conduct(
        Verify verify,
        RunSettings how,
        Duration lease,
        long cacheBytes,
        boolean witness,
        Snapshot snapshot,
        int parallel) {
    /** Shorter than this, a busy machine would lose its tables. */
    public static final Duration LEASE_MIN = Duration.ofSeconds(1);

    /** Longer than this, nobody would wait. */
    public static final Duration LEASE_MAX = Duration.ofHours(24);

    /** What is done when nobody says otherwise. */
    public static final Conduct DEFAULT = new Conduct(
            Verify.NOW, RunSettings.DEFAULT, Duration.ofSeconds(60), Verifiers.COPY_BYTES, false, Snapshot.RUN, 1);

    /** More tables at once than this would be too many connections. */
    public static final int PARALLEL_MAX = 64;

    public Conduct {
        if (snapshot == Snapshot.RUN && parallel > 1) {
            throw refused(
                    "tables of one snapshot are read by one run after the other: several at once can only be those"
                            + " with a snapshot each (snapshot: table); more --connections read one snapshot faster");
        }
        if (snapshot == Snapshot.TABLE && how.publish() == RunSettings.Publish.PLAN) {
            throw refused("tables with a snapshot each are published each by itself: publish all of them together, as"
                    + " of one snapshot, or each as soon as it is whole");
        }
    }

    private static Failure refused(String why) {
        return new Failure(Failure.Kind.CONFIG, why);
    }

    /** The same for one table of several: whoever tries again does so with a new snapshot. */
    Conduct ofOne() {
        return new Conduct(verify, how.once(), lease, cacheBytes, witness, Snapshot.RUN, 1);
    }

    /** The same, adding to what is there. */
    Conduct appending() {
        return new Conduct(
                verify,
                new RunSettings(Planned.Mode.APPEND, how.publish(), how.attempts(), how.backoff(), how.stopOnError()),
                lease,
                cacheBytes,
                witness,
                snapshot,
                parallel);
    }

    /** How much is of one snapshot. */
    public enum Snapshot {
        /** All that a run reads. */
        RUN,
        /** Each table by itself. */
        TABLE
    }

    /** When written files are read back. */
    public enum Verify {
        /** Before they become visible. */
        NOW,
        /** Some time, by {@code slipway verify}. */
        LATER
    }
}
