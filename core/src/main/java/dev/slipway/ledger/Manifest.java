package dev.slipway.ledger;

import dev.slipway.digest.Digest;
import java.util.ArrayList;
import java.util.List;

/**
 * Which files are a table's content, with their receipts, kept beside the data for readers: what the ledger knows, without
 * its history. Written before files become visible and again before replaced ones are deleted, so that whatever a kill
 * leaves is known to be ours.
 *
 * @param table the table, as messages have it
 * @param job whose it is
 * @param slices the table's content
 * @param publishing on their way to becoming its content; some may be visible
 * @param removing replaced; some may still be there
 */
public record Manifest(
        String table, String job, List<Slice> slices, List<DataFile> publishing, List<DataFile> removing) {
    public Manifest {
        slices = List.copyOf(slices);
        publishing = List.copyOf(publishing);
        removing = List.copyOf(removing);
    }

    /** The files that are the table's content. */
    public List<DataFile> files() {
        return slices.stream().flatMap(slice -> slice.files().stream()).toList();
    }

    /** All that stands here as rows of the table. */
    public Digest rows() {
        return DataFile.rows(files());
    }

    /** Every file that may be there, whatever its state. */
    public List<DataFile> known() {
        List<DataFile> known = new ArrayList<>(files());
        known.addAll(publishing);
        known.addAll(removing);
        return known;
    }
}
