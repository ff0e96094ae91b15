package dev.slipway.files;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What earlier runs made of files, as the ledger knows it.
 *
 * @param units by their ids
 */
public record Published(Map<String, Files> units) {
    /** Nothing. */
    public static final Published NOTHING = new Published(Map.of());

    public Published {
        units = Map.copyOf(units);
    }

    /**
     * What was made of one unit.
     *
     * @param fingerprint as it is recorded of its files
     * @param rejected how many records were no rows, as its files tell
     * @param visible whether that can be seen, and is not only written
     * @param keys what its files are called
     */
    public record Files(String fingerprint, long rejected, boolean visible, List<String> keys) {
        public Files {
            keys = List.copyOf(keys);
        }
    }

    /** Of a unit; empty if there is nothing. */
    Optional<Files> of(String unit) {
        return Optional.ofNullable(units.get(unit));
    }

    /** Whether something that was made of a unit can be seen. */
    public boolean shows(String unit) {
        return of(unit).filter(Files::visible).isPresent();
    }
}
