package dev.slipway.bench;

import java.util.Locale;

/**
 * What one run of a contestant took.
 *
 * @param fileBytes of all files that it left; 0 when it leaves none
 */
record Measured(double wallSeconds, double cpuSeconds, long residentBytes, long fileBytes) {
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%7.2f s wall %7.2f s CPU %6.0f MB memory %6.0f MB files",
                wallSeconds,
                cpuSeconds,
                residentBytes / 1e6,
                fileBytes / 1e6);
    }
}
