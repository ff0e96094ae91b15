package dev.slipway.mapping;

import dev.slipway.data.Column;

/**
 * Something that happens to a column, one loop for all its rows. Owns the arrays of its result, which are overwritten by the
 * next batch; not thread-safe.
 */
interface Step {
    /** What comes of the first {@code rows} rows of {@code column}; tells {@code bad} of what it cannot take. */
    Column apply(Column column, int rows, BadValues bad);
}
