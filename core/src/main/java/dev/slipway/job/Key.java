package dev.slipway.job;

import java.util.Optional;

/**
 * The columns by which file names tell their first and last row.
 *
 * @param time a date or timestamp column
 * @param id any column of a simple type
 */
public record Key(Optional<String> time, Optional<String> id) {
    /** No key: names say so. */
    public static final Key NONE = new Key(Optional.empty(), Optional.empty());
}
