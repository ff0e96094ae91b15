package dev.slipway.app.export;

import dev.slipway.Failure;
import dev.slipway.job.Context;
import dev.slipway.job.DataNames;
import dev.slipway.job.Event;
import dev.slipway.job.Plan;
import dev.slipway.job.Unit;
import dev.slipway.ledger.Ledger;
import dev.slipway.ledger.Manifest;
import dev.slipway.ledger.Manifests;
import dev.slipway.postgres.PostgresOptions;
import dev.slipway.postgres.PostgresWitness;
import dev.slipway.store.Blob;
import dev.slipway.store.Sha256;
import dev.slipway.store.Store;
import java.util.Optional;

/** Has the source keep the heads of what was published of it. That it does not is no reason to unpublish anything. */
final class Witnessing {
    private final Store store;
    private final Ledger ledger;
    private final PostgresWitness witness;
    private final Context context;

    Witnessing(Store store, Ledger ledger, PostgresOptions source, Context context) {
        this.store = store;
        this.ledger = ledger;
        this.witness = new PostgresWitness(source.url(), source.environment());
        this.context = context;
    }

    /** Of each table of a plan that is published as the ledger says. */
    <U extends Unit> void keep(Plan<U> plan) {
        for (Plan.PlannedTable<U> table : plan.tables()) {
            try {
                head(table).ifPresent(head -> witness.keep(head, context.cancel()));
            } catch (Failure e) {
                context.events()
                        .accept(new Event.Warned(table.table().qualifiedName() + " is published, and not witnessed: "
                                + e.text() + "; slipway drop will ask for a witness, run the same export again"));
            }
        }
    }

    private Optional<PostgresWitness.Head> head(Plan.PlannedTable<?> table) {
        String key = DataNames.of(table.table()).key();
        Manifests manifests = new Manifests(store);
        Optional<Manifest> manifest = manifests
                .find(key, table.table().qualifiedName())
                .filter(found -> ledger.look(state -> state.table(key).content().equals(found.slices())));
        Optional<Blob> blob = store.find(manifests.look(key).key());
        if (manifest.isEmpty() || blob.isEmpty()) {
            return Optional.empty();
        }
        Ledger.Head end = ledger.head();
        return Optional.of(new PostgresWitness.Head(
                table.table().namespace(),
                table.table().name(),
                store.root(),
                Sha256.of(store, blob.get()),
                end.position(),
                end.hash(),
                manifest.get().rows()));
    }
}
