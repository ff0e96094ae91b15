package dev.slipway.ledger;

import dev.slipway.digest.Digest;
import java.util.List;

/**
 * Which files are a table's content, with their receipts, kept beside the data for readers: what the ledger knows, without
 * its history and its intents. Written when all of its files are visible, before the replaced ones are deleted.
 *
 * @param table the table, as messages have it
 * @param job whose it is
 * @param slices the table's content
 */
public record Manifest(String table, String job, List<Slice> slices) {
    public Manifest {
        slices = List.copyOf(slices);
    }

    /** The files that are the table's content. */
    public List<DataFile> files() {
        return slices.stream().flatMap(slice -> slice.files().stream()).toList();
    }

    /** All that stands here as rows of the table. */
    public Digest rows() {
        return DataFile.rows(files());
    }
}
