package dev.slipway.ledger;

import dev.slipway.data.Schema;
import dev.slipway.store.Sha256;
import java.util.List;
import java.util.Map;

/**
 * What a run is going to do with a table, recorded before it does it.
 *
 * @param run which run
 * @param mode what becomes of the present content
 * @param readBack whether files are read back before they become visible
 * @param selection what of the source is read
 * @param schema hash of the names and types of its columns
 * @param origin the source and snapshot; no secrets
 * @param mark equal marks prove that the source yields the same; empty when the source cannot tell
 * @param borders of the units
 * @param fingerprints one for each unit, in their order: of all that its files depend on but the rows
 */
public record Planned(
        String run,
        Mode mode,
        boolean readBack,
        String selection,
        String schema,
        Map<String, String> origin,
        String mark,
        Borders borders,
        List<String> fingerprints) {
    /** What becomes of a table's present content. */
    public enum Mode {
        /** The new content is all there is. */
        REPLACE,
        /** The new content takes the place of what was exported with the same selection; all else stays. */
        APPEND
    }

    /** The hash of the names and types of columns: rows of equal ones can stand in one table. */
    public static String hash(Schema schema) {
        return Sha256.of(schema.fields().stream()
                .map(field -> field.name() + ' ' + field.type() + ' ' + field.nullable())
                .toList());
    }

    /** Whether it takes over files of someone else. */
    public boolean adopts() {
        return origin.containsKey(Slice.ADOPTED);
    }

    public Planned {
        origin = Map.copyOf(origin);
        fingerprints = List.copyOf(fingerprints);
        if (fingerprints.isEmpty()) {
            throw new IllegalArgumentException("a plan has at least one unit");
        }
    }
}
