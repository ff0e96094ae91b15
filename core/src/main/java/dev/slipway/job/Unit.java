package dev.slipway.job;

import dev.slipway.data.Table;
import java.util.Map;

/** A piece of a source that one worker exports at a time. */
public interface Unit {
    /** Names the unit within its run, the same when the run is planned again: {@code public.events/3}. */
    String id();

    /** Its place among the units of its table, from 0. */
    int ordinal();

    /** Changes whenever what the unit would yield may have: covers its range, schema and options. */
    String fingerprint();

    /** Whether units of equal fingerprints yield equal rows whenever they are read: then nobody needs to read them again. */
    default boolean fixed() {
        return false;
    }

    /** What is remembered of its table beside its columns, for the metadata of files; no secrets. */
    default Map<String, String> origin() {
        return Map.of();
    }

    /** What its rows look like. */
    Table table();
}
