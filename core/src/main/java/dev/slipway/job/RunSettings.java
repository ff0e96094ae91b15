package dev.slipway.job;

import dev.slipway.ledger.Planned;
import java.time.Duration;

/**
 * How a run goes about it.
 *
 * @param mode what becomes of a table's present content
 * @param publish when tables become visible
 * @param attempts how often a unit is tried in all, while the source or the store does not answer
 * @param backoff the pause before the second attempt; each later one is twice as long, up to a minute
 * @param stopOnError whether nothing more is begun after the first failure for good
 */
public record RunSettings(Planned.Mode mode, Publish publish, int attempts, Duration backoff, boolean stopOnError) {
    /** When tables become visible. */
    public enum Publish {
        /** Each as soon as all of it is there. */
        TABLE,
        /** All together, when all of each is there; none if one fails. */
        PLAN
    }

    /** What suits most. */
    public static final RunSettings DEFAULT =
            new RunSettings(Planned.Mode.REPLACE, Publish.TABLE, 2, Duration.ofSeconds(5), false);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    public RunSettings {
        if (attempts < 1 || backoff.isNegative()) {
            throw new IllegalArgumentException("there is at least one attempt, and no negative pause");
        }
    }

    /** The pause after so many attempts. */
    public Duration pause(int made) {
        Duration longest = backoff.compareTo(LONGEST_PAUSE) > 0 ? backoff : LONGEST_PAUSE;
        Duration pause = backoff;
        for (int i = 1; i < made && pause.compareTo(longest) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(longest) < 0 ? pause : longest;
    }

    /** As it is, but whoever asks for it tries again himself, if at all. */
    public RunSettings once() {
        return new RunSettings(mode, publish, 1, backoff, stopOnError);
    }
}
