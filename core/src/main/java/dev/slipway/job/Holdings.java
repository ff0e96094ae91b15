package dev.slipway.job;

import dev.slipway.Failure;
import dev.slipway.ledger.Ledger;
import dev.slipway.ledger.Manifest;
import dev.slipway.ledger.Manifests;
import dev.slipway.ledger.Slice;
import dev.slipway.ledger.TableState;
import dev.slipway.store.Store;
import java.util.List;
import java.util.Optional;

/**
 * What stands in a store as a table's content, or will when an open change was brought to its end: as the ledger knows it, or,
 * where it knows nothing, as a manifest says.
 *
 * @param job whose it is, by the manifest; empty where the ledger knows better, or nothing is known
 * @param nowhere whether neither of the two has ever heard of the table
 */
public record Holdings(List<Slice> slices, String job, boolean nowhere) {
    public Holdings {
        slices = List.copyOf(slices);
    }

    /**
     * Looks at a table, as of the last time that the ledger was read.
     *
     * @param key what the ledger calls it
     * @throws Failure CONFIG when it was dropped at its source, or that is not known
     */
    public static Holdings of(Store store, Ledger ledger, String key, String table) {
        TableState known = ledger.look(state -> state.snapshot(key));
        requireSource(store, known, table);
        if (known.epoch() > 0) {
            return new Holdings(known.change().isPresent() ? known.next("") : known.content(), "", false);
        }
        Optional<Manifest> manifest = new Manifests(store).find(key, table);
        return new Holdings(
                manifest.map(Manifest::slices).orElse(List.of()),
                manifest.map(Manifest::job).orElse(""),
                manifest.isEmpty());
    }

    /** What was dropped cannot be exported again: another table of that name would take the place of all that is left. */
    private static void requireSource(Store store, TableState known, String table) {
        if (known.dropped()) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    store.root() + " holds all that is left of " + table + ", which was dropped at "
                            + known.removed().getLast().at()
                            + ": export the table that has its name now to another folder");
        }
        if (known.removing().isPresent()) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "a drop of " + table
                            + " was stopped, and it is not known here whether it was done: run slipway drop " + table
                            + " again, which looks it up");
        }
    }
}
