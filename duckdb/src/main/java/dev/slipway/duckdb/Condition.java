package dev.slipway.duckdb;

import java.util.List;

/** What is asked of a row, as far as it is understood. */
sealed interface Condition {
    /** All of these. */
    record And(List<Condition> parts) implements Condition {}

    /** At least one of these. */
    record Or(List<Condition> parts) implements Condition {}

    /** A column beside a value, which is written as DuckDB writes those of {@code type}. */
    record Compared(String column, Operator operator, Value value) implements Condition {}

    /** A column has a value, or has none. */
    record Present(String column, boolean present) implements Condition {}

    /** Anything else: it may hold. */
    record Unknown() implements Condition {}

    /**
     * A value.
     *
     * @param quoted whether it stood in quotes, which are not part of the text
     * @param type what stood behind it; empty: nothing
     */
    record Value(String text, boolean quoted, String type) {}

    /** How two values are compared. */
    enum Operator {
        EQUAL,
        LESS,
        AT_MOST,
        GREATER,
        AT_LEAST
    }
}
