package dev.slipway.format;

import dev.slipway.data.Table;
import dev.slipway.store.Sink;

/** Makes writers of one file format with one set of settings. Thread-safe. */
public interface Format {
    /** The ending of its files' names, without a dot. */
    String extension();

    /** What the bytes depend on besides rows and schema, as text: part of a unit's fingerprint. */
    String settings();

    /**
     * Refuses a table that the format cannot hold.
     *
     * @throws dev.slipway.Failure CONFIG, naming the column
     */
    void check(Table table);

    /** Begins a file of {@code table}'s rows in {@code sink}, which the caller seals or closes. */
    FileWriter create(Table table, Sink sink);
}
