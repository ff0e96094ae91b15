package dev.slipway.postgres;

import dev.slipway.data.Table;
import dev.slipway.job.Unit;
import java.util.List;
import java.util.Map;

/**
 * A range of a table, or the whole of something that has no ranges. Made by a session's plan.
 *
 * @param sorted the columns by which its rows come sorted as the archive's types order them, ascending with nulls last;
 *     fewer than the key has when the server orders one of them otherwise, empty when no order was asked for
 * @param origin what is remembered of its table beside its columns
 */
public record PostgresUnit(
        String id,
        int ordinal,
        String fingerprint,
        Table table,
        List<String> sorted,
        Map<String, String> origin,
        Extract extract)
        implements Unit {
    /** Copies list and map. */
    public PostgresUnit {
        sorted = List.copyOf(sorted);
        origin = Map.copyOf(origin);
    }

    @Override
    public String toString() {
        return id;
    }
}
