package dev.slipway.job;

import dev.slipway.ledger.Ledger;
import dev.slipway.ledger.StagedName;
import dev.slipway.ledger.UnitFile;
import dev.slipway.ledger.Work;
import dev.slipway.store.Blob;
import dev.slipway.store.Leftover;
import dev.slipway.store.Sealed;
import dev.slipway.store.Store;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Removes staged files that nobody will look for. */
final class StagedFiles {
    private final Store store;
    private final Ledger ledger;

    StagedFiles(Export.Parts parts) {
        this.store = parts.store();
        this.ledger = parts.ledger();
    }

    /** Removes those of a table that the ledger does not list, as far as it has been read. */
    void discardUnrecorded(String table, List<UnitFile> files) {
        Set<String> recorded =
                ledger.look(state -> state.table(table).work().map(Work::staged).orElse(Set.of()));
        discard(files.stream().filter(file -> !recorded.contains(file.staged())).toList());
    }

    void discard(List<UnitFile> files) {
        files.forEach(file -> Written.discard(store, file));
    }

    /**
     * Removes all of a table that was staged under claims before {@code epoch}: also what the ledger does not list, because it was
     * sent from a spool that only another sees.
     */
    static void discardEarlier(Store store, String table, long epoch) {
        String name = new DataNames(table).staged();
        List<Blob> earlier;
        try (Stream<Leftover> staged = store.leftovers()) {
            earlier = staged.map(Leftover::blob)
                    .filter(blob -> StagedName.of(blob.key())
                            .filter(found -> found.table().equals(name) && found.epoch() < epoch)
                            .isPresent())
                    .toList();
        }
        earlier.forEach(blob -> store.discard(new Sealed(blob)));
    }
}
