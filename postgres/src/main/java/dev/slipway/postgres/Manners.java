package dev.slipway.postgres;

import java.util.function.LongSupplier;

/**
 * How a session behaves towards its server.
 *
 * @param run what its connections are called by, besides what they read; empty: by that alone
 * @param pace how fast they read; sessions that share one are slow together
 * @param nanos a clock that only goes forward, by which it is noticed how long a snapshot is held
 */
public record Manners(String run, Pace pace, LongSupplier nanos) {
    /** What a server keeps of an application's name. */
    private static final int NAME_MAX = 63;

    private static final int RUN_MAX = 8;
    private static final int CALLED_MAX = 20;

    /** As the options ask for. */
    public static Manners of(PostgresOptions options, LongSupplier nanos) {
        return new Manners(
                "", options.maxRate().map(bytes -> Pace.of(bytes, nanos)).orElse(Pace.FREE), nanos);
    }

    /** The same for another run. */
    public Manners withRun(String name) {
        return new Manners(name, pace, nanos);
    }

    /**
     * The name of a connection that is {@code doing} something. The end of that tells most: partitions begin alike.
     *
     * @param called what the user has it called
     */
    String applicationName(String called, String doing) {
        String who = start(called, CALLED_MAX) + (run.isEmpty() ? "" : " " + start(run, RUN_MAX)) + " ";
        String what = who.length() + doing.length() <= NAME_MAX
                ? doing
                : "..." + doing.substring(doing.length() - (NAME_MAX - who.length() - 3));
        return plain(who + what);
    }

    private static String start(String text, int length) {
        return text.substring(0, Math.min(length, text.length()));
    }

    /** The server would make question marks, or worse, of anything else. */
    private static String plain(String text) {
        return text.replaceAll("[^ -~]", "?");
    }
}
