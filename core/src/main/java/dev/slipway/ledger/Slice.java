package dev.slipway.ledger;

import dev.slipway.data.Losses;
import dev.slipway.digest.Digest;
import java.util.List;
import java.util.Map;

/**
 * What one selection of a source contributes to a table's content. A table that is replaced has one; one that is appended
 * to has one for each selection.
 *
 * @param selection what of the source it holds
 * @param schema hash of the names and types of its columns: slices of one table agree
 * @param run which run published it
 * @param at when, ISO 8601 in UTC
 * @param origin the source and snapshot; no secrets
 * @param mark equal marks prove that the source yields the same; empty when the source cannot tell
 * @param files its content
 */
public record Slice(
        String selection,
        String schema,
        String run,
        String at,
        Map<String, String> origin,
        String mark,
        List<DataFile> files) {
    /** The key in {@code origin} that tells that its files were there before, written by someone else: whom it names. */
    public static final String ADOPTED = "adopted";

    public Slice {
        origin = Map.copyOf(origin);
        files = List.copyOf(files);
    }

    /** Whether its files were written by someone else, and are not ours to remove or to write over. */
    public boolean adopted() {
        return origin.containsKey(ADOPTED);
    }

    /** Bytes of its files. */
    public long bytes() {
        return DataFile.bytes(files);
    }

    /** What was lost of the source's rows. */
    public Losses lost() {
        return DataFile.lost(files);
    }

    /** Its rows. */
    public Digest rows() {
        return DataFile.rows(files);
    }
}
