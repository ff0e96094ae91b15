package dev.slipway.postgres;

import dev.slipway.data.Field;
import java.util.Optional;

/**
 * How one column gets from the server into a batch.
 *
 * @param sql what to select
 * @param number its place in the table, by which columns are selected
 * @param note what the user should know about it
 */
record ColumnPlan(Field field, String sql, int number, Wire wire, Optional<String> note) {}
