package dev.slipway.ledger;

import dev.slipway.store.Store;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/** Work that was begun and recorded, and that nobody will carry on: gives it up, under a claim like any other change. */
public final class Unfinished {
    private final Store store;
    private final Ledger ledger;
    private final Clock clock;

    public Unfinished(Store store, Ledger ledger, Clock clock) {
        this.store = store;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** A table with files that wait for the rest of it. */
    public record Found(String table, List<UnitFile> files) {}

    /** Tables with work that is not being published; also those that a run works on. */
    public List<Found> find() {
        return ledger.look(state -> state.tables().stream()
                .filter(table -> table.change().isEmpty() && table.work().isPresent())
                .map(table -> new Found(table.table(), files(table.work().orElseThrow())))
                .filter(found -> !found.files().isEmpty())
                .toList());
    }

    private static List<UnitFile> files(Work work) {
        return work.units().values().stream()
                .flatMap(unit -> unit.files().stream())
                .filter(file -> !file.staged().isEmpty())
                .toList();
    }

    /**
     * Gives up the work on some tables, one job after the other: what is published stays.
     *
     * @param claimant who asks, in the name of a job
     * @throws dev.slipway.Failure FENCED when a run works on one of them: of its job, nothing was changed
     */
    public void drop(List<Found> tables, Function<String, Claimant> claimant) {
        List<String> names = tables.stream().map(Found::table).toList();
        new Caretaker(ledger, clock, claimant).each(names, (lease, own) -> {
            // As it is now, under the claim: another run may have published some, or written more, since they were
            // found.
            List<Found> due =
                    find().stream().filter(found -> own.contains(found.table())).toList();
            ledger.commit(due.stream()
                    .<Entry>map(found -> new Entry.GivenUp(found.table(), lease.epoch(found.table())))
                    .toList());
            due.stream().flatMap(found -> found.files().stream()).forEach(file -> store.staged(file.staged())
                    .ifPresent(store::discard));
        });
    }
}
