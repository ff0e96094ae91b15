package dev.slipway.app;

import java.time.Clock;
import java.util.UUID;

/** The one place where this process takes the time of day and chance from the machine. */
public final class Wiring {
    private Wiring() {}

    /** The wall clock, in UTC. */
    public static Clock clock() {
        return Clock.systemUTC();
    }

    /** A name for a run, unlike any other. */
    public static String run() {
        return UUID.randomUUID().toString();
    }
}
