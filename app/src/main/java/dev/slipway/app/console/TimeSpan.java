package dev.slipway.app.console;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 500ms}, {@code 5s}, {@code 2m}, {@code 1h}, {@code 90d}, or seconds without a unit. */
public final class TimeSpan {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d|)");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "", Duration.ofSeconds(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    private TimeSpan() {}

    /**
     * Reads a duration.
     *
     * @throws IllegalArgumentException when it is none, saying so
     */
    public static Duration parse(String text) {
        Matcher matcher = TEXT.matcher(text.trim());
        Duration unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
        if (unit == null) {
            throw new IllegalArgumentException("'" + text + "' is not a duration like 500ms, 5s or 2m");
        }
        return unit.multipliedBy(Long.parseLong(matcher.group(1)));
    }

    /** The text of a duration of whole milliseconds, as {@link #parse} reads it. */
    public static String text(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
    }
}
