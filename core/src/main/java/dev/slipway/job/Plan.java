package dev.slipway.job;

import dev.slipway.data.Table;
import dev.slipway.ledger.Borders;
import java.util.List;
import java.util.Map;

/**
 * What a run will read, all of it content of one snapshot of the source.
 *
 * @param tables in the order in which they are worked on
 * @param origin what identifies source and snapshot, kept in the manifests, not in files, whose bytes depend on their rows
 *     alone; no secrets
 */
public record Plan<U extends Unit>(List<PlannedTable<U>> tables, Map<String, String> origin) {
    /** The key in {@code origin} of what tells this source from others that may have tables of the same names. */
    public static final String SOURCE = "source";

    public Plan {
        tables = List.copyOf(tables);
        origin = Map.copyOf(origin);
    }

    /**
     * One table of a plan.
     *
     * @param table its name, and the schema of its rows
     * @param selection what of it is read: two runs with equal selections read the same set of rows at different times
     * @param units at least one
     * @param mark two plans of the same selection with equal marks yield the same rows for sure; empty when the source
     *     cannot tell
     * @param borders where they were cut, for a later run to cut there again
     * @param rowsEstimate rows, as far as the source knows
     * @param bytesEstimate bytes at the source
     * @param key what file names order rows by
     * @param notes what a user should know about the table, for instance columns kept as text
     */
    public record PlannedTable<U extends Unit>(
            Table table,
            String selection,
            String mark,
            List<U> units,
            Borders borders,
            long rowsEstimate,
            long bytesEstimate,
            Key key,
            List<String> notes) {
        public PlannedTable {
            units = List.copyOf(units);
            if (units.isEmpty()) {
                throw new IllegalArgumentException(table.qualifiedName() + " is planned without a unit");
            }
            notes = List.copyOf(notes);
        }
    }
}
