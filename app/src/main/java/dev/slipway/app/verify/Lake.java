package dev.slipway.app.verify;

import dev.slipway.app.Wiring;
import dev.slipway.ledger.DataFile;
import dev.slipway.ledger.Manifest;
import dev.slipway.ledger.Manifests;
import dev.slipway.ledger.StoreLedger;
import dev.slipway.ledger.TableState;
import dev.slipway.store.Blob;
import dev.slipway.store.LocalStore;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A store on a folder, with all that its manifests and its ledger say. */
final class Lake {
    private final Path root;
    private final LocalStore store;
    private final List<Manifest> manifests;
    private final Map<String, DataFile> receipts = new HashMap<>();
    private final Map<String, String> leftovers = new HashMap<>();

    private Lake(Path root, LocalStore store, List<Manifest> manifests, List<TableState> tables) {
        this.root = root;
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
        }
    }

    static Lake open(Path root) {
        LocalStore store = new LocalStore(root);
        List<TableState> tables =
                StoreLedger.open(store, Wiring.clock(), Wiring.run()).look(state -> List.copyOf(state.tables()));
        return new Lake(root, store, new Manifests(store).all(), tables);
    }

    LocalStore store() {
        return store;
    }

    List<Manifest> manifests() {
        return manifests;
    }

    Path path(DataFile file) {
        return root.resolve(file.key());
    }

    /** The file at a path below the root; empty when there is neither a file nor a record of one. */
    Optional<Subject> subject(Path path) {
        String key =
                root.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
        Optional<Blob> blob = store.find(key);
        Optional<DataFile> receipt = Optional.ofNullable(receipts.get(key));
        if (blob.isEmpty() && receipt.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Subject(shown(path), store, blob, receipt, Optional.ofNullable(leftovers.get(key))));
    }

    /** Relative to the working folder where that is shorter. */
    private static String shown(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return path.startsWith(here) ? here.relativize(path).toString() : path.toString();
    }
}
