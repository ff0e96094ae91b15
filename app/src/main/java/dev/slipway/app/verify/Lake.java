package dev.slipway.app.verify;

import dev.slipway.app.Wiring;
import dev.slipway.app.place.LedgerAccess;
import dev.slipway.app.place.Ledgers;
import dev.slipway.job.Key;
import dev.slipway.ledger.DataFile;
import dev.slipway.ledger.Ledger;
import dev.slipway.ledger.Manifest;
import dev.slipway.ledger.Manifests;
import dev.slipway.ledger.Slice;
import dev.slipway.ledger.TableState;
import dev.slipway.store.Blob;
import dev.slipway.store.LocalStore;
import dev.slipway.store.Store;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A store, with all that its manifests and its ledger say. */
final class Lake {
    private final UnaryOperator<String> shown;
    private final Store store;
    private final List<Manifest> manifests;
    private final Map<String, DataFile> receipts = new HashMap<>();
    private final Map<String, Key> keys = new HashMap<>();
    private final Map<String, String> leftovers = new HashMap<>();

    private Lake(UnaryOperator<String> shown, Store store, List<Manifest> manifests, List<TableState> tables) {
        this.shown = shown;
        this.store = store;
        this.manifests = manifests;
        for (TableState table : tables) {
            for (DataFile file : table.known()) {
                receipts.put(file.key(), file);
                leftovers.put(file.key(), table.table());
            }
        }
        for (Manifest manifest : manifests) {
            for (DataFile file : manifest.files()) {
                receipts.put(file.key(), file);
                leftovers.remove(file.key());
            }
            for (Slice slice : manifest.slices()) {
                Key.of(slice.origin()).ifPresent(key -> slice.files().forEach(file -> keys.put(file.key(), key)));
            }
        }
    }

    static Lake open(Path root, LedgerAccess ledger) {
        return open(new LocalStore(root), ledger, key -> shown(root.resolve(key)));
    }

    /** A lake in S3, whose files are called by their URLs. */
    static Lake open(Store store, LedgerAccess ledger) {
        return open(store, ledger, key -> store.root() + '/' + key);
    }

    private static Lake open(Store store, LedgerAccess access, UnaryOperator<String> shown) {
        try (Ledger ledger = Ledgers.open(store, access, Wiring.run())) {
            List<TableState> tables = ledger.look(state -> List.copyOf(state.tables()));
            return new Lake(shown, store, new Manifests(store).all(), tables);
        }
    }

    Store store() {
        return store;
    }

    List<Manifest> manifests() {
        return manifests;
    }

    /** What tells a file from all others, whatever lake it is in. */
    Id id(String key) {
        return new Id(store.root(), key);
    }

    /** A file of a lake. */
    record Id(String root, String key) {}

    /** The file with this key; empty when there is neither a file nor a record of one. */
    Optional<Subject> subject(String key) {
        Optional<Blob> blob = store.find(key);
        Optional<DataFile> receipt = Optional.ofNullable(receipts.get(key));
        if (blob.isEmpty() && receipt.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Subject(
                shown.apply(key),
                store,
                blob,
                receipt,
                Optional.ofNullable(keys.get(key)),
                Optional.ofNullable(leftovers.get(key))));
    }

    /** Relative to the working folder where that is shorter. */
    private static String shown(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return path.startsWith(here) ? here.relativize(path).toString() : path.toString();
    }
}
