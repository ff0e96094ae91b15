package dev.slipway.job;

import dev.slipway.data.Table;
import java.util.Map;
import java.util.Optional;

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

    /**
     * Whether what stands of it stays as it is, whatever wrote it: then its fingerprint is the one that is recorded of its
     * files, and no reader can read it again.
     */
    default boolean stays() {
        return false;
    }

    /** Where the files of its table stand; empty: where those of the run stand. */
    default Optional<Layout> layout() {
        return Optional.empty();
    }

    /** What its file is called; empty: by the rows that it holds. */
    default Optional<UnitName> named() {
        return Optional.empty();
    }

    /** What is remembered of its table beside its columns, for the metadata of files; no secrets. */
    default Map<String, String> origin() {
        return Map.of();
    }

    /** What its rows look like. */
    Table table();
}
