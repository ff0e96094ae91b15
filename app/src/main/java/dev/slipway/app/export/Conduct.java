package dev.slipway.app.export;

import dev.slipway.job.RunSettings;

/**
 * How a run goes about its work, whatever it exports.
 *
 * @param verify when written files are read back
 * @param how everything else
 */
public record Conduct(Verify verify, RunSettings how) {
    /** What is done when nobody says otherwise. */
    public static final Conduct DEFAULT = new Conduct(Verify.NOW, RunSettings.DEFAULT);

    /** When written files are read back. */
    public enum Verify {
        /** Before they become visible. */
        NOW,
        /** Some time, by {@code slipway verify}. */
        LATER
    }
}
