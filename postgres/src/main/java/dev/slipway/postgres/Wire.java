package dev.slipway.postgres;

import java.util.List;

/** How a column's values look in binary COPY, and what is made of them. A description; {@link ColumnDecoder} does it. */
sealed interface Wire {
    /** One byte, 0 or 1. */
    record Bool() implements Wire {}

    /** A signed 16-bit integer. */
    record Int2() implements Wire {}

    /** 32 bits: integers, oids, the bits of float4. */
    record Int4() implements Wire {}

    /** 64 bits: integers, the bits of float8, times of day. */
    record Int8() implements Wire {}

    /** Bytes as they are: text that the server vouches for, bytea, json. */
    record Raw() implements Wire {}

    /** Bytes that must turn out to be UTF-8. */
    record Utf8() implements Wire {}

    /** A version byte, then text. */
    record Jsonb() implements Wire {}

    /** 16 bytes. */
    record Uuid() implements Wire {}

    /** Base-10000 digits, to be had exactly with {@code scale} decimals in {@code precision} digits. */
    record Numeric(int precision, int scale) implements Wire {}

    /** Days since 2000-01-01. */
    record Date(boolean sentinel) implements Wire {}

    /** Microseconds since 2000-01-01. */
    record Timestamp(boolean sentinel) implements Wire {}

    /** Microseconds, days, months. */
    record Interval(boolean sentinel) implements Wire {}

    /** Dimensions, then elements. */
    record Array(Wire element) implements Wire {}

    /** Fields, each with its type. */
    record Composite(List<Wire> fields) implements Wire {
        public Composite {
            fields = List.copyOf(fields);
        }
    }

    /** Flags, then the bounds that there are. */
    record Range(Wire bound) implements Wire {}

    /** A number of ranges. */
    record Multirange(Wire bound) implements Wire {}

    /** A number of keys with values that may be null. */
    record Hstore() implements Wire {}
}
