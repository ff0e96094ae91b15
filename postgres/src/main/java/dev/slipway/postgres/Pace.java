package dev.slipway.postgres;

import dev.slipway.job.Cancel;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How fast a server is read, over all connections that share this. Who has received more than its share waits before it
 * takes more, and the server with it: what nobody takes, it cannot send. Thread-safe.
 */
public final class Pace {
    /** As fast as it goes. */
    public static final Pace FREE = new Pace(0, () -> 0, Cancel::pause);

    /** What may come at once after a rest: as much as in this time. */
    static final Duration BURST = Duration.ofMillis(100);

    /** Shorter ones cost more than they hold back; what is not waited for now is waited for later. */
    private static final Duration PAUSE_MIN = Duration.ofMillis(5);

    /** Waits for a while, or until a stop is asked for. */
    interface Pause {
        void of(Cancel cancel, Duration time);
    }

    private final double nanosPerByte;
    private final LongSupplier nanos;
    private final Pause pause;

    /** When all that was received would have come at the rate that is allowed. */
    private long due;

    Pace(double nanosPerByte, LongSupplier nanos, Pause pause) {
        this.nanosPerByte = nanosPerByte;
        this.nanos = nanos;
        this.pause = pause;
        due = nanos.getAsLong();
    }

    /** At most so many bytes in a second, in the long run; {@code nanos} is a clock that only goes forward. */
    public static Pace of(long bytesPerSecond, LongSupplier nanos) {
        return new Pace(1e9 / bytesPerSecond, nanos, Cancel::pause);
    }

    /** Counts what was received, and waits until more may be. */
    void spend(long bytes, Cancel cancel) {
        if (nanosPerByte > 0) {
            Duration early = early(bytes);
            if (early.compareTo(PAUSE_MIN) >= 0) {
                pause.of(cancel, early);
            }
        }
    }

    private synchronized Duration early(long bytes) {
        long now = nanos.getAsLong();
        long saved = Math.min(now - due, BURST.toNanos());
        due = now - saved + (long) (bytes * nanosPerByte);
        return Duration.ofNanos(due - now);
    }
}
