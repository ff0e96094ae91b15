package dev.slipway.digest;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fingerprint of a set of rows: their number, and a 128-bit sum of one hash for each. However the rows are split,
 * ordered or stored, {@code digest(A ∪ B)} is {@code digest(A).plus(digest(B))}. Guards against bugs, corruption and late
 * writes, not against someone who may choose the data.
 *
 * @param rows how many rows
 * @param high the upper half of the sum
 * @param low the lower half of the sum
 */
public record Digest(long rows, long high, long low) {
    /** The digest of no rows. */
    public static final Digest EMPTY = new Digest(0, 0, 0);

    /** The version of the computation, as written in files: changing any digest means raising it. */
    public static final String VERSION = "v1";

    private static final Pattern TEXT = Pattern.compile("v1:(\\d{1,18}):([0-9a-f]{16})([0-9a-f]{16})");

    /** The digest of both sets of rows together. */
    public Digest plus(Digest other) {
        long sum = low + other.low;
        long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        return new Digest(rows + other.rows, high + other.high + carry, sum);
    }

    /** {@code v1:rows:hex}, with 32 hexadecimal digits. */
    @Override
    public String toString() {
        return VERSION + ':' + rows + ':' + hex();
    }

    /** The sum as 32 hexadecimal digits. */
    public String hex() {
        return String.format(Locale.ROOT, "%016x%016x", high, low);
    }

    /**
     * Reads what {@link #toString()} wrote.
     *
     * @throws IllegalArgumentException when the text is not a digest of this version
     */
    public static Digest parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a digest like v1:1000:0123456789abcdef0123456789abcdef");
        }
        return new Digest(
                Long.parseLong(matcher.group(1)),
                Long.parseUnsignedLong(matcher.group(2), 16),
                Long.parseUnsignedLong(matcher.group(3), 16));
    }
}
