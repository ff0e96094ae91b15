package dev.slipway.ledger;

import java.time.Duration;

/**
 * Waits between attempts to see what others wrote: not at all at first, then longer and longer, for some seconds in all. What
 * they merge meanwhile is there at once; what a network file system still hides from us, because it remembers an earlier
 * listing, is there when that has grown old.
 */
final class Pauses {
    private static final int AT_ONCE = 3;
    private static final Duration FIRST = Duration.ofMillis(5);
    private static final Duration LONGEST = Duration.ofMillis(500);
    private static final Duration ALL = Duration.ofSeconds(5);

    /** Lets time pass. */
    interface Sleeper {
        void sleep(Duration duration);
    }

    private final Sleeper sleeper;
    private int attempts;
    private Duration next = FIRST;
    private Duration left = ALL;

    Pauses(Sleeper sleeper) {
        this.sleeper = sleeper;
    }

    /** Sleeps until a thread that is interrupted does not want to. */
    static void sleep(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether others had time enough to bring to its end what they were doing when the first attempt was made. */
    boolean late() {
        return attempts >= AT_ONCE;
    }

    /** Waits until the next attempt is due; false when there is none. */
    boolean again() {
        if (++attempts <= AT_ONCE) {
            return true;
        }
        if (left.isZero() || Thread.currentThread().isInterrupted()) {
            return false;
        }
        Duration pause = next.compareTo(left) < 0 ? next : left;
        sleeper.sleep(pause);
        left = left.minus(pause);
        next = next.multipliedBy(2).compareTo(LONGEST) < 0 ? next.multipliedBy(2) : LONGEST;
        return true;
    }
}
