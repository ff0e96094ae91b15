package dev.slipway.ledger;

import dev.slipway.data.Emptied;
import dev.slipway.data.Losses;
import dev.slipway.digest.Digest;
import dev.slipway.store.Blob;
import dev.slipway.store.Sha256;
import dev.slipway.store.Store;
import java.util.Collection;
import java.util.List;

/**
 * The receipt of a file that was written, kept outside the file.
 *
 * @param key its key in the store
 * @param bytes its size
 * @param sha256 of all its bytes, in lower-case hexadecimal
 * @param rows how many rows it holds, with their digest
 * @param unit the unit whose rows they are
 * @param fingerprint of that unit and of the settings that its files were written with
 * @param lost of the rows that were read for it: the unit's, as far as no other of its files tells of them
 * @param emptied of the rows of its unit, if it is the last file of that: which columns had empty texts or nulls that became one
 * @param verified whether an independent reader read it back before it became visible
 */
public record DataFile(
        String key,
        long bytes,
        String sha256,
        Digest rows,
        String unit,
        String fingerprint,
        Losses lost,
        List<Emptied> emptied,
        boolean verified) {
    public DataFile {
        emptied = Emptied.sum(emptied);
    }

    /** A file for which no empty texts and nulls became one. */
    public DataFile(
            String key,
            long bytes,
            String sha256,
            Digest rows,
            String unit,
            String fingerprint,
            Losses lost,
            boolean verified) {
        this(key, bytes, sha256, rows, unit, fingerprint, lost, List.of(), verified);
    }

    /** The rows of several files. */
    public static Digest rows(Collection<DataFile> files) {
        return files.stream().map(DataFile::rows).reduce(Digest.EMPTY, Digest::plus);
    }

    /** What was lost of the rows of several files. */
    public static Losses lost(Collection<DataFile> files) {
        return Losses.sum(files.stream().map(DataFile::lost).toList());
    }

    /** What empty texts and nulls became one in the rows of several files. */
    public static List<Emptied> emptied(Collection<DataFile> files) {
        return Emptied.sum(
                files.stream().flatMap(file -> file.emptied().stream()).toList());
    }

    /** Bytes of several files. */
    public static long bytes(Collection<DataFile> files) {
        return files.stream().mapToLong(DataFile::bytes).sum();
    }

    /** Whether a stored object has just the bytes that were recorded; reads it, if its size agrees. */
    public boolean matches(Store store, Blob blob) {
        return blob.size() == bytes && Sha256.of(store, blob).equals(sha256);
    }

    /** The same file, after it was read back. */
    public DataFile readBack() {
        return new DataFile(key, bytes, sha256, rows, unit, fingerprint, lost, emptied, true);
    }
}
