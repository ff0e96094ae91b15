package dev.slipway.job;

import dev.slipway.Failure;
import dev.slipway.ledger.DataFile;
import dev.slipway.ledger.Ledger;
import dev.slipway.ledger.Manifest;
import dev.slipway.ledger.Manifests;
import dev.slipway.ledger.Slice;
import dev.slipway.ledger.TableState;
import dev.slipway.store.Store;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whose the files of a store are, by its ledger and its manifests, as they were when it was made. */
public final class Ownership {
    private final Store store;
    private final Map<String, String> exported = new HashMap<>();
    private final Map<String, String> adopted = new HashMap<>();
    private final Set<String> content = new HashSet<>();

    /** As of the last time that the ledger was read. */
    public Ownership(Store store, Ledger ledger) {
        this.store = store;
        new Manifests(store).all().forEach(this::add);
        ledger.look(state -> {
            state.tables().forEach(this::add);
            return true;
        });
    }

    private void add(Manifest manifest) {
        manifest.slices().forEach(slice -> add(slice, manifest.table()));
    }

    private void add(TableState table) {
        table.content().forEach(slice -> add(slice, table.table()));
        add(table.strays(), table.table());
        table.work().filter(work -> !work.plan().adopts()).ifPresent(work -> work.files()
                .forEach(file -> exported.put(file.file().key(), table.table())));
    }

    private void add(Slice slice, String table) {
        if (slice.adopted()) {
            slice.files().forEach(file -> adopted.put(file.key(), table));
        } else {
            add(slice.files(), table);
            slice.files().forEach(file -> content.add(file.key()));
        }
    }

    private void add(Collection<DataFile> files, String table) {
        files.forEach(file -> exported.put(file.key(), table));
    }

    /**
     * Whether a file is content of a table, and was exported: not what a run is at, nor what it left behind.
     *
     * @param key what the ledger calls the table
     */
    public boolean exported(String key, String table, String file) {
        String owner = exported.getOrDefault(file, "");
        return content.contains(file) && (owner.equals(table) || owner.equals(key));
    }

    /**
     * Refuses files that are someone's.
     *
     * @param key what the ledger calls the table that may have adopted them before
     * @throws Failure CONFIG when one of them was exported, or adopted for another table
     */
    public void requireFree(String key, String table, List<String> files) {
        for (String file : files) {
            String owner = exported.getOrDefault(file, adopted.getOrDefault(file, table));
            if (exported.containsKey(file) || !owner.equals(table) && !owner.equals(key)) {
                throw new Failure(
                        Failure.Kind.CONFIG,
                        store.root() + '/' + file + " is a file of " + owner
                                + " already, by the records that are there: it cannot be adopted");
            }
        }
    }
}
