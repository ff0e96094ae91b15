package dev.slipway.ledger;

import dev.slipway.digest.Digest;
import java.time.Instant;
import java.util.List;

/**
 * The intent to remove a table at its source, with the evidence that its archive is whole. It stands in the ledger, and in
 * the database in the same transaction that removes the table.
 *
 * @param change unlike any other
 * @param detach whether the table only leaves its parent, and stays with its rows
 * @param source where the table was, as in the origin of its slices
 * @param oid its number there: a table that is made later under the same name has another
 * @param rows digest of the archived files as they were read back, and of the table under its lock: they were equal
 * @param files how many hold it
 * @param bytes of these files
 * @param manifest SHA-256 of the table's manifest
 * @param position of the ledger when all that was compared
 * @param hash of the commit at that position
 * @param snapshot in which the table was read under its lock
 * @param witness who, outside of the archive, vouches that it is the one that was published
 * @param accepted what was found and acknowledged by name
 * @param at when it was intended
 */
public record Removal(
        String change,
        boolean detach,
        String source,
        long oid,
        Digest rows,
        int files,
        long bytes,
        String manifest,
        long position,
        String hash,
        String snapshot,
        String witness,
        List<String> accepted,
        Instant at) {
    public Removal {
        accepted = List.copyOf(accepted);
    }

    /** What was done. */
    public record Done(Removal removal, Instant at) {}
}
