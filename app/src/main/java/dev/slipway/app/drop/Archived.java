package dev.slipway.app.drop;

import dev.slipway.Failure;
import dev.slipway.data.Table;
import dev.slipway.digest.Digest;
import dev.slipway.ledger.DataFile;
import dev.slipway.ledger.Ledger;
import dev.slipway.ledger.Manifest;
import dev.slipway.ledger.Manifests;
import dev.slipway.ledger.Slice;
import dev.slipway.ledger.TableState;
import dev.slipway.parquet.ParquetFile;
import dev.slipway.postgres.Standing;
import dev.slipway.store.Blob;
import dev.slipway.store.Sha256;
import dev.slipway.store.Store;
import java.util.ArrayList;
import java.util.List;

/**
 * A table as its archive holds it.
 *
 * @param manifest what is its content
 * @param sha256 of the manifest as it is stored
 * @param head the end of the ledger
 * @param tables what the footer of each file says, in the order of the files
 * @param pinned the files as they were seen
 */
record Archived(Manifest manifest, String sha256, Ledger.Head head, List<Table> tables, List<Blob> pinned) {
    /**
     * Looks for a table.
     *
     * @throws Failure CORRUPT when records or files contradict each other, CONFIG when they are of another table
     */
    static Archived of(Store store, Ledger ledger, String key, Standing standing) {
        String name = standing.qualifiedName();
        TableState known = ledger.look(state -> state.snapshot(key));
        if (known.content().isEmpty()) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "the ledger of " + store.root() + " knows nothing that is published of " + name);
        }
        Manifests manifests = new Manifests(store);
        Manifest manifest = manifests
                .find(key, name)
                .orElseThrow(() -> corrupt("there is no manifest of " + name + " in " + store.root()));
        if (known.change().isPresent() || !manifest.slices().equals(known.content())) {
            throw corrupt("the manifest of " + name + " lists other files or receipts than the ledger of "
                    + store.root() + ": one of them was changed, or a publication was stopped; export it again");
        }
        for (Slice slice : manifest.slices()) {
            requireExported(slice, name);
            requireSource(slice, standing);
        }
        List<Table> tables = new ArrayList<>();
        List<Blob> pinned = new ArrayList<>();
        for (DataFile file : manifest.files()) {
            Blob blob = store.find(file.key())
                    .orElseThrow(() -> corrupt(file.key() + ": the manifest lists it, but it is not there"));
            Table table = ParquetFile.open(store, blob).table();
            if (!table.qualifiedName().equals(name)) {
                throw corrupt(file.key() + ": its footer says that it holds rows of " + table.qualifiedName()
                        + ", not of " + name);
            }
            tables.add(table);
            pinned.add(blob);
        }
        String place = manifests.look(key).key();
        Blob written = store.find(place).orElseThrow(() -> corrupt(place + " is gone"));
        return new Archived(manifest, Sha256.of(store, written), ledger.head(), tables, pinned);
    }

    /** Files of others do not tell what was lost of the rows, nor what the table was. */
    private static void requireExported(Slice slice, String name) {
        if (slice.adopted()) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "the archive of " + name + " has " + slice.files().size()
                            + " adopted files, which do not tell what the table was: drop it by hand, or export it as a"
                            + " whole to another folder first");
        }
    }

    private static void requireSource(Slice slice, Standing standing) {
        String there = slice.origin().getOrDefault("source", "");
        if (there.isEmpty() || !there.equals(standing.source())) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "the archive of " + standing.qualifiedName() + " was made of " + shown(there) + ", and this is "
                            + shown(standing.source()) + ": it is the archive of another table");
        }
    }

    private static String shown(String source) {
        return source.isEmpty() ? "a database that did not tell its identity (pg_control_system)" : source;
    }

    static Failure corrupt(String text) {
        return new Failure(Failure.Kind.CORRUPT, text);
    }

    Digest rows() {
        return manifest.rows();
    }

    List<Slice> slices() {
        return manifest.slices();
    }

    /** @throws Failure CORRUPT when a file is not what was read back */
    void requirePinned(Store store) {
        for (Blob blob : pinned) {
            if (!store.find(blob.key()).filter(blob::equals).isPresent()) {
                throw corrupt(blob.key() + " was changed or removed since it was read back");
            }
        }
    }
}
