package dev.slipway.app;

import dev.slipway.Failure;

/** What the process says to its caller when it ends. */
public final class ExitCode {
    /** All that was asked for is done. */
    public static final int DONE = 0;

    /** It failed, or something does not match. */
    public static final int FAILED = 1;

    /** Asked for wrongly, or there is nothing to work on. */
    public static final int USAGE = 2;

    /** Some is done, some failed. */
    public static final int PARTIAL = 3;

    /** Another run holds what this one needs. */
    public static final int HELD = 4;

    /** The user stopped it. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}

    /** The status for a failure. */
    public static int of(Failure failure) {
        return switch (failure.kind()) {
            case CONFIG -> USAGE;
            case INPUT, UNAVAILABLE, CORRUPT, UNKNOWN -> FAILED;
            case FENCED -> HELD;
            case CANCELLED -> INTERRUPTED;
        };
    }
}
