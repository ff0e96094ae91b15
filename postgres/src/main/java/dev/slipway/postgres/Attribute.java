package dev.slipway.postgres;

import java.util.Optional;

/**
 * A column as the server's catalogue describes it.
 *
 * @param number its place in the table; dropped columns leave gaps
 * @param modifier the type's modifier, −1 when there is none
 * @param declared the type as SQL writes it, with its modifier
 * @param generated whether its values are computed from other columns
 * @param identity {@code always} or {@code by default}, when the server numbers its values
 * @param defaultExpression of the default, or of the computation
 * @param collation when it is not the type's own
 */
record Attribute(
        String name,
        int number,
        PostgresType type,
        int modifier,
        String declared,
        boolean notNull,
        Optional<String> generated,
        Optional<String> identity,
        Optional<String> defaultExpression,
        Optional<String> collation) {}
