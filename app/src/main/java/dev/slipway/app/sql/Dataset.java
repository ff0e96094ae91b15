package dev.slipway.app.sql;

import dev.slipway.Failure;
import dev.slipway.data.Table;
import dev.slipway.job.AtOnce;
import dev.slipway.ledger.DataFile;
import dev.slipway.store.Blob;
import dev.slipway.store.Store;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A table as a place holds it at one moment.
 *
 * @param place what the place is called
 * @param local whether its files are files of this machine
 * @param called what its ledger calls it
 * @param table its name and columns, as its files have them
 * @param empty a file with its columns and without rows
 * @param files its content; at least one
 */
record Dataset(
        String place, Store store, boolean local, String called, Table table, byte[] empty, List<DataFile> files) {
    Dataset {
        files = List.copyOf(files);
    }

    /** How a message tells it from others. */
    String shown() {
        return called + " of " + store.root();
    }

    /** Its files as they stand there, all or some. */
    List<Blob> blobs(List<DataFile> some) {
        return AtOnce.map(store.atOnce(), some, file -> blob(store, file));
    }

    /**
     * The file as it stands there.
     *
     * @throws Failure UNAVAILABLE when it is gone, CORRUPT when it is not what was recorded
     */
    static Blob blob(Store store, DataFile file) {
        Blob blob = store.find(file.key())
                .orElseThrow(() -> new Failure(
                        Failure.Kind.UNAVAILABLE,
                        store.root() + '/' + file.key()
                                + " is not there any more: its table was replaced meanwhile; run again, and if it stays"
                                + " away, slipway verify " + store.root()));
        if (blob.size() != file.bytes()) {
            throw new Failure(
                    Failure.Kind.CORRUPT,
                    store.root() + '/' + file.key() + " has " + blob.size() + " bytes, and " + file.bytes()
                            + " were recorded: it was changed by someone else; slipway verify tells more");
        }
        return blob;
    }

    /** Where its files are, all of this machine. */
    List<Path> paths() {
        return blobs(files).stream().map(store::path).map(Optional::orElseThrow).toList();
    }
}
