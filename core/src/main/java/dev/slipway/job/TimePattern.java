package dev.slipway.job;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A form of dates: {@code yyyy}, {@code MM}, {@code dd} and {@code HH} with as many digits, {@code half} for the half of a
 * month, {@code 01} before its 15th day and {@code 02} from there, and characters between them. In UTC, or local where the
 * column knows no zone.
 */
record TimePattern(String text) {
    private static final Pattern PART = Pattern.compile("yyyy|MM|dd|HH|half");
    private static final Pattern WHOLE = Pattern.compile("(?:yyyy|MM|dd|HH|half|[_.=+,@-])+");
    private static final int SECOND_HALF = 15;

    static Optional<TimePattern> parse(String text) {
        boolean says = PART.matcher(text).find();
        return says && WHOLE.matcher(text).matches() ? Optional.of(new TimePattern(text)) : Optional.empty();
    }

    /** Whether it looks at hours. */
    boolean hours() {
        return text.contains("HH");
    }

    /** A time, in seconds since 1970, that {@link RowNames#hasTime} knows. */
    String of(long second) {
        OffsetDateTime time = Instant.ofEpochSecond(second).atOffset(ZoneOffset.UTC);
        return PART.matcher(text).replaceAll(part -> digits(part, time));
    }

    private static String digits(MatchResult part, OffsetDateTime time) {
        return switch (part.group()) {
            case "yyyy" -> String.format(Locale.ROOT, "%04d", time.getYear());
            case "MM" -> two(time.getMonthValue());
            case "dd" -> two(time.getDayOfMonth());
            case "HH" -> two(time.getHour());
            default -> two(time.getDayOfMonth() < SECOND_HALF ? 1 : 2);
        };
    }

    private static String two(int number) {
        return String.format(Locale.ROOT, "%02d", number);
    }
}
