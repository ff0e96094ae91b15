package dev.slipway.job;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The columns by which file names tell their first and last row.
 *
 * @param time a date or timestamp column
 * @param id any column of a simple type
 */
public record Key(Optional<String> time, Optional<String> id) {
    private static final String TIME = "key.time";
    private static final String ID = "key.id";

    /** No key: names say so. */
    public static final Key NONE = new Key(Optional.empty(), Optional.empty());

    /** Adds to an origin what {@link #of} finds there again. */
    public Map<String, String> describe(Map<String, String> origin) {
        Map<String, String> told = new TreeMap<>(origin);
        time.ifPresent(name -> told.put(TIME, name));
        id.ifPresent(name -> told.put(ID, name));
        return told;
    }

    /** The key that an origin tells, where the files themselves do not. */
    public static Optional<Key> of(Map<String, String> origin) {
        Key key = new Key(Optional.ofNullable(origin.get(TIME)), Optional.ofNullable(origin.get(ID)));
        return key.equals(NONE) ? Optional.empty() : Optional.of(key);
    }
}
