package dev.slipway.data;

import java.util.List;

/**
 * The type of a field: what a value means, apart from where it came from and how it is stored.
 *
 * <p>Each type travels in exactly one {@link Column} carrier, named in its comment. Floating-point values travel as
 * their IEEE 754 bits, so that NaN payloads and signed zeros survive.
 */
public sealed interface Type {

    /** True or false; {@link Column.Ints} holding 1 or 0. */
    record Bool() implements Type {}

    /**
     * An integer of 8, 16, 32 or 64 bits. Up to 32 bits: {@link Column.Ints}, unsigned 32-bit values as their raw
     * bits; 64 bits: {@link Column.Longs}, unsigned ones as their raw bits.
     */
    record Int(int bits, boolean signed) implements Type {
        public Int {
            if (bits != 8 && bits != 16 && bits != 32 && bits != 64) {
                throw new IllegalArgumentException("an integer has 8, 16, 32 or 64 bits, not " + bits);
            }
        }
    }

    /** An IEEE 754 number of 32 bits ({@link Column.Ints}, raw bits) or 64 bits ({@link Column.Longs}, raw bits). */
    record Floating(int bits) implements Type {
        public Floating {
            if (bits != 32 && bits != 64) {
                throw new IllegalArgumentException("a float has 32 or 64 bits, not " + bits);
            }
        }
    }

    /**
     * An exact number: unscaled value × 10^−scale. Up to 18 digits: {@link Column.Longs}; up to 38: {@link
     * Column.Wides}, two's complement.
     */
    record Decimal(int precision, int scale) implements Type {
        /** The most digits a decimal can have. */
        public static final int PRECISION_MAX = 38;

        /** The most digits that fit a {@code long}. */
        public static final int LONG_PRECISION_MAX = 18;

        public Decimal {
            if (precision < 1 || precision > PRECISION_MAX || scale < 0 || scale > precision) {
                throw new IllegalArgumentException(
                        "a decimal has 1 to 38 digits and a scale of 0 to its precision, not (" + precision + ","
                                + scale + ")");
            }
        }

        /** Whether the unscaled value travels in a {@link Column.Longs}. */
        public boolean fitsLong() {
            return precision <= LONG_PRECISION_MAX;
        }
    }

    /** Characters in UTF-8; {@link Column.Bytes}. */
    record Text() implements Type {}

    /** Bytes without a meaning of their own; {@link Column.Bytes}. */
    record Bytes() implements Type {}

    /** A UUID (RFC 9562), big-endian; {@link Column.Wides}. */
    record Uuid() implements Type {}

    /** A JSON text in UTF-8, kept verbatim; {@link Column.Bytes}. */
    record Json() implements Type {}

    /** Days since 1970-01-01, proleptic Gregorian; {@link Column.Ints}. */
    record Date() implements Type {}

    /** Time of day since midnight in {@code unit}, without a zone; {@link Column.Longs}. */
    record Time(Unit unit) implements Type {}

    /**
     * Time since 1970-01-01T00:00:00 in {@code unit}; {@link Column.Longs}.
     *
     * @param utc true: an instant; false: a local date and time without a zone
     */
    record Timestamp(Unit unit, boolean utc) implements Type {}

    /** A list; {@link Column.Lists} whose elements carry {@code element}. */
    record ListOf(Field element) implements Type {}

    /** A map of unique keys; {@link Column.Lists} whose elements are {@link Column.Structs} of key and value. */
    record MapOf(Field key, Field value) implements Type {
        public MapOf {
            if (key.nullable()) {
                throw new IllegalArgumentException("the key of a map cannot be null");
            }
        }
    }

    /** A group of named fields; {@link Column.Structs}. */
    record Struct(List<Field> fields) implements Type {
        public Struct {
            fields = List.copyOf(fields);
            if (fields.isEmpty()) {
                throw new IllegalArgumentException("a struct has at least one field");
            }
        }
    }

    /** The unit in which a time is counted. */
    enum Unit {
        MILLIS,
        MICROS,
        NANOS
    }
}
