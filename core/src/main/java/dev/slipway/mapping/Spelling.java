package dev.slipway.mapping;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The exact spelling of values that are spelt in some other way. For the few that are, or for messages: objects are fine. */
final class Spelling {
    private static final Pattern NUMBER = Pattern.compile("[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d{1,3})?");
    private static final Pattern UUID =
            Pattern.compile("\\{?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})}?");

    private Spelling() {}

    /** A number with so many digits behind the point, if that loses none. */
    static Optional<String> number(String text, int scale) {
        String number = text.strip();
        if (!NUMBER.matcher(number).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(number)
                    .setScale(scale, RoundingMode.UNNECESSARY)
                    .toPlainString());
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** A UUID in any case, with or without hyphens, in braces or not. */
    static Optional<String> uuid(String text) {
        String uuid = text.strip().toLowerCase(Locale.ROOT);
        Matcher matcher = UUID.matcher(uuid);
        return matcher.matches() && uuid.startsWith("{") == uuid.endsWith("}")
                ? Optional.of(matcher.replaceFirst("$1-$2-$3-$4-$5"))
                : Optional.empty();
    }
}
