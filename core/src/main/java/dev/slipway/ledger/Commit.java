package dev.slipway.ledger;

import java.util.List;

/**
 * Entries that became part of the ledger at once.
 *
 * @param position counted from 1
 * @param previous hash of the commit before, in hexadecimal; of a summary, of the commit that it ends with
 * @param by the run that wrote it
 * @param at when, ISO 8601 in UTC
 * @param summary whether the entries stand for the whole ledger up to and with {@code position}
 */
record Commit(long position, String previous, String by, String at, boolean summary, List<Entry> entries) {
    /** The hash before the first commit. */
    static final String NONE = "0".repeat(64);

    Commit {
        entries = List.copyOf(entries);
    }
}
