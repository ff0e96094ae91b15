package dev.slipway.postgres;

/** What becomes of {@code infinity} in dates, timestamps and intervals. */
public enum Infinity {
    /** Refused, naming the row. */
    ERROR,
    /** The largest value of the type, or for {@code -infinity} its negation, as DuckDB has it; the file says so. */
    SENTINEL,
    /** Columns that can hold it are kept as Postgres's own text. */
    TEXT
}
