package dev.slipway.config;

import java.math.BigInteger;
import java.util.regex.Pattern;

/** A single value, typed by the core schema of YAML 1.2. */
public final class YamlScalar extends YamlNode {
    private static final Pattern NOTHING = Pattern.compile("~|null|Null|NULL|");
    private static final Pattern TRUTH = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+");
    private static final Pattern FRACTION = Pattern.compile(
            "[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

    /** What kind of value it is. */
    public enum Kind {
        /** Anything in quotes, and whatever is none of the others. */
        TEXT,
        /** {@code 12}, {@code -3}, {@code 0x1F}, {@code 0o17}. */
        WHOLE,
        /** {@code 1.5}, {@code 1e3}, {@code .inf}. */
        FRACTION,
        /** {@code true} or {@code false}. */
        TRUTH,
        /** {@code null}, {@code ~} or nothing at all. */
        NOTHING
    }

    private final String text;
    private final Kind kind;

    YamlScalar(Place place, String text, boolean plain) {
        super(place);
        this.text = text;
        this.kind = plain ? kind(text) : Kind.TEXT;
    }

    static Kind kind(String plain) {
        if (NOTHING.matcher(plain).matches()) {
            return Kind.NOTHING;
        }
        if (TRUTH.matcher(plain).matches()) {
            return Kind.TRUTH;
        }
        if (WHOLE.matcher(plain).matches()) {
            return Kind.WHOLE;
        }
        return FRACTION.matcher(plain).matches() ? Kind.FRACTION : Kind.TEXT;
    }

    /** What kind of value it is. */
    public Kind kind() {
        return kind;
    }

    /** Its characters, as they are written, without quotes. */
    public String text() {
        return text;
    }

    static String whole(long min, long max) {
        return max == Long.MAX_VALUE ? "a whole number from " + min : "a whole number from " + min + " to " + max;
    }

    @Override
    String shown() {
        return switch (kind) {
            case TEXT -> Shown.quoted(text);
            case NOTHING -> "empty";
            case WHOLE, FRACTION, TRUTH -> Shown.text(text);
        };
    }

    @Override
    public String asText() {
        return switch (kind) {
            case TEXT -> text;
            case NOTHING -> throw unexpected("a text");
            case WHOLE, FRACTION, TRUTH -> throw unexpected("a text: put it in quotes if it is one");
        };
    }

    @Override
    public String asWritten(String expected) {
        return switch (kind) {
            case TEXT, WHOLE, FRACTION -> text;
            case NOTHING, TRUTH -> throw unexpected(expected);
        };
    }

    @Override
    public long asWhole(long min, long max) {
        if (kind == Kind.WHOLE) {
            BigInteger value = text.startsWith("0x")
                    ? new BigInteger(text.substring(2), 16)
                    : text.startsWith("0o") ? new BigInteger(text.substring(2), 8) : new BigInteger(text);
            if (value.compareTo(BigInteger.valueOf(min)) >= 0 && value.compareTo(BigInteger.valueOf(max)) <= 0) {
                return value.longValue();
            }
        }
        throw unexpected(whole(min, max));
    }

    @Override
    public boolean asTruth() {
        return kind == Kind.TRUTH ? text.equalsIgnoreCase("true") : super.asTruth();
    }

    /** Without the value: it would be a secret in a message. */
    @Override
    public Secret asSecret() {
        throw refused("holds a value, expected " + Secret.EXPECTED + ": secrets do not belong into this file");
    }
}
