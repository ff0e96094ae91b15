package dev.slipway.ledger;

import dev.slipway.Failure;
import dev.slipway.store.Blob;
import dev.slipway.store.Conflict;
import dev.slipway.store.Expect;
import dev.slipway.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The manifests of a store, one for each table, below {@code _slipway/tables/}. */
public final class Manifests {
    private static final String FOLDER = "_slipway/tables/";
    private static final String ENDING = ".json";

    private final Store store;

    public Manifests(Store store) {
        this.store = store;
    }

    /**
     * A place for a manifest as it was seen.
     *
     * @param expect what must still stand there when it is written
     */
    public record Held(String key, Expect expect) {}

    /** Whether anything was ever published there. */
    public boolean any() {
        try (Stream<Blob> blobs = store.list(FOLDER)) {
            return blobs.anyMatch(blob -> blob.key().endsWith(ENDING));
        }
    }

    /** All manifests, in the order of their keys. */
    public List<Manifest> all() {
        return List.copyOf(byKey().values());
    }

    /** All manifests by what the ledger calls their tables, in this order. */
    public Map<String, Manifest> byKey() {
        Map<String, Manifest> found = new LinkedHashMap<>();
        try (Stream<Blob> blobs = store.list(FOLDER)) {
            blobs.filter(blob -> blob.key().endsWith(ENDING))
                    .forEach(blob -> found.put(
                            blob.key().substring(FOLDER.length(), blob.key().length() - ENDING.length()), read(blob)));
        }
        return found;
    }

    /**
     * The manifest of a table, if there is one.
     *
     * @param key what the ledger calls the table
     * @throws Failure CONFIG when another table's stands in its place, CORRUPT when it cannot be read
     */
    public Optional<Manifest> find(String key, String table) {
        String place = FOLDER + key + ENDING;
        Optional<Manifest> manifest = store.find(place).map(this::read);
        manifest.map(Manifest::table).filter(name -> !name.equals(table)).ifPresent(name -> {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    store.root() + '/' + place + " belongs to " + name
                            + ", whose name this file system does not tell from " + table
                            + "; export one of them to another folder");
        });
        return manifest;
    }

    /** What stands in the place of a table's manifest, unread. */
    public Held look(String key) {
        String place = FOLDER + key + ENDING;
        return new Held(place, store.find(place).map(Expect::unchanged).orElse(Expect.absent()));
    }

    private Manifest read(Blob blob) {
        try (InputStream in = store.read(blob, 0, blob.size())) {
            return ManifestJson.read(in.readAllBytes(), store.root() + '/' + blob.key());
        } catch (IOException e) {
            throw new Failure(Failure.Kind.UNAVAILABLE, "could not read " + blob.key() + ": " + e, e);
        }
    }

    /**
     * Writes a manifest over the one that was seen.
     *
     * @throws Failure FENCED when another run has written it meanwhile
     */
    public Held save(Held held, Manifest manifest) {
        try {
            Blob blob = store.put(held.key(), ManifestJson.write(manifest), held.expect());
            return new Held(held.key(), Expect.unchanged(blob));
        } catch (Conflict e) {
            throw new Failure(
                    Failure.Kind.FENCED,
                    "another run is publishing the same table in " + store.root() + ": " + held.key()
                            + " has changed since this run looked at it; run again when the other has finished",
                    e);
        }
    }
}
