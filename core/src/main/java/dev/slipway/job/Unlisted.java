package dev.slipway.job;

import dev.slipway.ledger.DataFile;
import dev.slipway.ledger.Ledger;
import dev.slipway.ledger.Manifests;
import dev.slipway.store.Blob;
import dev.slipway.store.Store;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which files of a store neither its ledger nor a manifest knew when someone first asked. Listing a whole store costs as much
 * as it holds: runs of one command share this. Thread-safe.
 */
public final class Unlisted {
    private @Nullable List<String> keys;

    /**
     * Their keys.
     *
     * @param ending of the names of data files
     */
    synchronized List<String> keys(Store store, Ledger ledger, String ending) {
        List<String> known = keys;
        if (known == null) {
            Set<String> listed = listed(store, ledger);
            try (Stream<Blob> blobs = store.list("")) {
                known = blobs.map(Blob::key)
                        .filter(key -> key.endsWith(ending) && !listed.contains(key))
                        .toList();
            }
            keys = known;
        }
        return known;
    }

    private static Set<String> listed(Store store, Ledger ledger) {
        Set<String> listed = new HashSet<>();
        ledger.look(state -> {
            state.tables()
                    .forEach(table -> table.known().stream().map(DataFile::key).forEach(listed::add));
            return true;
        });
        new Manifests(store).all().forEach(manifest -> manifest.files().stream()
                .map(DataFile::key)
                .forEach(listed::add));
        return listed;
    }
}
