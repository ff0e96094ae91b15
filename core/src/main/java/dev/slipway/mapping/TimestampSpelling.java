package dev.slipway.mapping;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The exact spelling of times that are spelt in some other way: with other digits, in another zone. */
final class TimestampSpelling {
    private static final Pattern TIME = Pattern.compile("(\\d{4,6})-(\\d\\d)-(\\d\\d)[Tt ](\\d\\d):(\\d\\d)"
            + "(?::(\\d\\d)(?:[.,](\\d{1,9}))?)?"
            + "(?:([Zz])|([-+])(\\d\\d)(?::?(\\d\\d)(?::?(\\d\\d))?)?)?");

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
            return time.getYear() < 1 ? Optional.empty() : text(time);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static long offset(Matcher matcher) {
        long seconds = number(matcher.group(10)) * 3600L + number(matcher.group(11)) * 60L + number(matcher.group(12));
        return "-".equals(matcher.group(9)) ? -seconds : seconds;
    }

    /** The time as the form spells it, if no digit is lost. */
    private Optional<String> text(LocalDateTime time) {
        String digits = String.format(Locale.ROOT, "%09d", time.getNano()).replaceFirst("0+$", "");
        int wanted = form.digits().orElse(digits.length());
        if (digits.length() > Math.min(wanted, 6)) {
            return Optional.empty();
        }
        String fraction = digits + "0".repeat(wanted - digits.length());
        String zone = form.iso() ? "Z" : "+00";
        return Optional.of(String.format(
                        Locale.ROOT,
                        "%04d-%02d-%02d%s%02d:%02d:%02d",
                        time.getYear(),
                        time.getMonthValue(),
                        time.getDayOfMonth(),
                        form.iso() ? "T" : " ",
                        time.getHour(),
                        time.getMinute(),
                        time.getSecond())
                + (fraction.isEmpty() ? "" : "." + fraction)
                + (form.utc() ? zone : ""));
    }
}
