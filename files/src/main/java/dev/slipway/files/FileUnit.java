package dev.slipway.files;

import dev.slipway.data.Table;
import dev.slipway.job.Unit;
import java.util.Map;

/**
 * What one file holds: its rows, or those of its records that are none.
 *
 * @param fingerprint of its bytes and of all that its rows depend on besides
 * @param rejects whether the rows are its rejects
 */
public record FileUnit(
        String id,
        int ordinal,
        String fingerprint,
        Table table,
        FileInput file,
        boolean rejects,
        Map<String, String> origin)
        implements Unit {
    public FileUnit {
        origin = Map.copyOf(origin);
    }

    @Override
    public boolean fixed() {
        return true;
    }
}
