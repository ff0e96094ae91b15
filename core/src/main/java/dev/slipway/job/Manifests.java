package dev.slipway.job;

import dev.slipway.Failure;
import dev.slipway.data.Table;
import dev.slipway.store.Blob;
import dev.slipway.store.Conflict;
import dev.slipway.store.Expect;
import dev.slipway.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The manifests of a store, one for each table, below {@code _slipway/tables/}. */
public final class Manifests {
    private static final String FOLDER = "_slipway/tables/";
    private static final String EXTENSION = "json";

    private final Store store;

    public Manifests(Store store) {
        this.store = store;
    }

    /** A manifest as it was read, and what it must still be when it is replaced. */
    record Held(Optional<Manifest> manifest, String key, Expect expect) {}

    /** All manifests, in the order of their keys. */
    public List<Manifest> all() {
        try (Stream<Blob> blobs = store.list(FOLDER)) {
            return blobs.filter(blob -> blob.key().endsWith('.' + EXTENSION))
                    .map(this::read)
                    .toList();
        }
    }

    Held find(Table table) {
        String key = FOLDER + DataNames.of(table, EXTENSION).folder() + '.' + EXTENSION;
        Optional<Blob> blob = store.find(key);
        return new Held(blob.map(this::read), key, blob.map(Expect::unchanged).orElse(Expect.absent()));
    }

    private Manifest read(Blob blob) {
        try (InputStream in = store.read(blob, 0, blob.size())) {
            return ManifestJson.read(in.readAllBytes(), store.root() + '/' + blob.key());
        } catch (IOException e) {
            throw new Failure(Failure.Kind.UNAVAILABLE, "could not read " + blob.key() + ": " + e, e);
        }
    }

    /**
     * Writes a manifest over the one that was read.
     *
     * @throws Failure FENCED when another run has written it meanwhile
     */
    Held save(Held held, Manifest manifest) {
        try {
            Blob blob = store.put(held.key(), ManifestJson.write(manifest), held.expect());
            return new Held(Optional.of(manifest), held.key(), Expect.unchanged(blob));
        } catch (Conflict e) {
            throw new Failure(
                    Failure.Kind.FENCED,
                    "another run published " + manifest.table() + " in " + store.root()
                            + " meanwhile; nothing of theirs was changed: run again when it has finished",
                    e);
        }
    }
}
