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
import org.jspecify.annotations.Nullable;

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

    /**
     * The manifest of a table, if there is one.
     *
     * @throws Failure CONFIG when another table's stands in its place, CORRUPT when it cannot be read
     */
    Held find(Table table) {
        String key = FOLDER + DataNames.of(table, EXTENSION).folder() + '.' + EXTENSION;
        Optional<Blob> blob = store.find(key);
        Optional<Manifest> manifest = blob.map(this::read);
        manifest.map(Manifest::table)
                .filter(name -> !name.equals(table.qualifiedName()))
                .ifPresent(name -> {
                    throw new Failure(
                            Failure.Kind.CONFIG,
                            store.root() + '/' + key + " belongs to " + name
                                    + ", whose name this file system does not tell from " + table.qualifiedName()
                                    + "; export one of them to another folder");
                });
        return new Held(manifest, key, blob.map(Expect::unchanged).orElse(Expect.absent()));
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
            throw fenced(held, e);
        }
    }

    /**
     * Returns while the manifest is the one that was read or written.
     *
     * @throws Failure FENCED otherwise
     */
    void check(Held held) {
        Expect now = store.find(held.key()).map(Expect::unchanged).orElse(Expect.absent());
        if (!now.equals(held.expect())) {
            throw fenced(held, null);
        }
    }

    private Failure fenced(Held held, @Nullable Conflict cause) {
        return new Failure(
                Failure.Kind.FENCED,
                "another run is publishing the same table in " + store.root() + ": " + held.key()
                        + " has changed since this run read it; run again when the other has finished",
                cause);
    }
}
