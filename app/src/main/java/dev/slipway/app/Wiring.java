package dev.slipway.app;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** The one place where this process takes the time of day and chance from the machine. */
public final class Wiring {
    private Wiring() {}

    /** The wall clock, in UTC. */
    public static Clock clock() {
        return Clock.systemUTC();
    }

    /** The zone of this machine. */
    public static ZoneId zone() {
        return ZoneId.systemDefault();
    }

    /** Rings on threads that keep no process alive. */
    public static Alarm alarm() {
        return (after, action) -> {
            Future<?> rung = CompletableFuture.runAsync(
                    action, CompletableFuture.delayedExecutor(after.toMillis(), TimeUnit.MILLISECONDS));
            return () -> rung.cancel(false);
        };
    }

    /** Chance that no other process shares; for any thread. */
    public static RandomGenerator random() {
        return new SecureRandom();
    }

    /** A name for a run, unlike any other. */
    public static String run() {
        return UUID.randomUUID().toString();
    }
}
