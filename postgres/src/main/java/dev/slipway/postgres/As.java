package dev.slipway.postgres;

import dev.slipway.Failure;
import dev.slipway.data.Type;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a column is to become, when not what its type suggests: exactly, or with an error. */
public sealed interface As {
    /** Postgres's own text of the value. */
    record Text() implements As {}

    /** The bytes of a text, without a claim about what they mean. */
    record Bytes() implements As {}

    /** An exact number of so many digits. */
    record Decimal(int precision, int scale) implements As {}

    /**
     * Reads {@code text}, {@code bytes} or {@code decimal(p,s)}.
     *
     * @throws Failure CONFIG when it is none of them
     */
    static As parse(String text) {
        Matcher decimal = Pattern.compile("decimal\\((\\d{1,3}),(\\d{1,3})\\)").matcher(text.replace(" ", ""));
        if (decimal.matches()) {
            int precision = Integer.parseInt(decimal.group(1));
            int scale = Integer.parseInt(decimal.group(2));
            if (precision < 1 || precision > Type.Decimal.PRECISION_MAX || scale > precision) {
                throw new Failure(
                        Failure.Kind.CONFIG,
                        "\"" + text + "\" is no decimal: it has 1 to 38 digits, and a scale of 0 to their number");
            }
            return new Decimal(precision, scale);
        }
        return switch (text) {
            case "text" -> new Text();
            case "bytes" -> new Bytes();
            default ->
                throw new Failure(
                        Failure.Kind.CONFIG,
                        "a column cannot be had as \"" + text + "\", only as text, bytes or decimal(p,s)");
        };
    }
}
