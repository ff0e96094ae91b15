package dev.slipway.mapping;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The exact spelling of times that are spelt in some other way: with other digits, in another zone. */
final class TimestampSpelling {
    private static final Pattern TIME = Pattern.compile("(\\d{4,6})-(\\d\\d)-(\\d\\d)[Tt ](\\d\\d):(\\d\\d)"
            + "(?::(\\d\\d)(?:[.,](\\d{1,9}))?)?"
            + "(?:([Zz])|([-+])(\\d\\d)(?::?(\\d\\d)(?::?(\\d\\d))?)?)?");

    private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);

    private final Form.Timestamp form;

    TimestampSpelling(Form.Timestamp form) {
        this.form = form;
    }

    /** A time that is spelt as it should be. */
    String example() {
        return text(LocalDateTime.of(2023, 6, 15, 9, 2, 9, 500_000_000)).orElse("2023-06-15 09:02:09");
    }

    /** The exact spelling, if {@code text} is a time that the form can say. */
    Optional<String> of(String text) {
        Matcher matcher = TIME.matcher(text.strip());
        if (!matcher.matches() || form.utc() != (matcher.group(8) != null || matcher.group(9) != null)) {
            return Optional.empty();
        }
        String fraction = matcher.group(7) == null ? "" : matcher.group(7);
        try {
            LocalDateTime time = LocalDateTime.of(
                            number(matcher.group(1)),
                            number(matcher.group(2)),
                            number(matcher.group(3)),
                            number(matcher.group(4)),
                            number(matcher.group(5)),
                            number(matcher.group(6)),
                            number((fraction + "000000000").substring(0, 9)))
                    .minusSeconds(offset(matcher));
            return time.getYear() < 1 || time.getYear() > ParseTimestamp.YEAR_MAX ? Optional.empty() : text(time);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    /** @throws DateTimeException when no clock is ahead or behind so much, or there are no such minutes */
    private static long offset(Matcher matcher) {
        int seconds = ZoneOffset.ofHoursMinutesSeconds(
                        number(matcher.group(10)), number(matcher.group(11)), number(matcher.group(12)))
                .getTotalSeconds();
        return "-".equals(matcher.group(9)) ? -seconds : seconds;
    }

    /** The time as the form spells it, if no digit is lost. */
    private Optional<String> text(LocalDateTime time) {
        int spare = 9 - form.digits().orElse(6);
        if (time.get(ChronoField.NANO_OF_SECOND) % (long) Math.pow(10, spare) != 0) {
            return Optional.empty();
        }
        byte[] text = new byte[TimestampText.BYTES_MAX];
        int length = new TimestampText(form).write(ChronoUnit.MICROS.between(EPOCH, time), text, 0);
        return Optional.of(new String(text, 0, length, StandardCharsets.US_ASCII));
    }
}
