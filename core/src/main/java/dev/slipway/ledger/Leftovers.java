package dev.slipway.ledger;

import dev.slipway.store.Blob;
import dev.slipway.store.Conflict;
import dev.slipway.store.Leftover;
import dev.slipway.store.Sealed;
import dev.slipway.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What runs left in a store that nobody needs any more: staged objects that the ledger does not list and that are old enough
 * to belong to no run that is under way, and files that were replaced but are still there. All else is left alone, whoever
 * made it.
 */
public final class Leftovers {
    private final Store store;
    private final Ledger ledger;
    private final Clock clock;
    private final Predicate<Holder> gone;

    /** @param gone whether a process is known to be dead */
    public Leftovers(Store store, Ledger ledger, Clock clock, Predicate<Holder> gone) {
        this.store = store;
        this.ledger = ledger;
        this.clock = clock;
        this.gone = gone;
    }

    /** Why something is a leftover. */
    public enum Reason {
        /** Staged, and no run will look for it. */
        STAGED,
        /** Listed as replaced. */
        REPLACED
    }

    /** One of them. */
    public record Found(Blob blob, Reason reason) {}

    /**
     * Looks for what is left.
     *
     * @param age staged objects must not have been written to for so long: a run that begins has no entry yet
     */
    public List<Found> find(Duration age) {
        ledger.refresh();
        List<Found> found = new ArrayList<>();
        Instant before =
                ledger.look(state -> untouchedSince(state, clock.instant().minus(age)));
        Set<String> needed = ledger.look(Leftovers::needed);
        try (Stream<Leftover> staged = store.leftovers()) {
            staged.filter(object -> !needed.contains(object.blob().key()))
                    .filter(object -> object.since().isBefore(before))
                    .forEach(object -> found.add(new Found(object.blob(), Reason.STAGED)));
        }
        for (DataFile file : ledger.look(this::replaced)) {
            store.find(file.key())
                    .filter(there -> file.matches(store, there))
                    .ifPresent(there -> found.add(new Found(there, Reason.REPLACED)));
        }
        found.sort(Comparator.comparing(one -> one.blob().key()));
        return found;
    }

    /** Removes one; false when it changed since it was found, and is left alone. */
    public boolean remove(Found found) {
        try {
            switch (found.reason()) {
                case STAGED -> store.discard(new Sealed(found.blob()));
                case REPLACED -> store.delete(found.blob());
            }
            return true;
        } catch (Conflict e) {
            return false;
        }
    }

    /** What was last written before any run began that is still alive cannot be a part of its work. */
    private Instant untouchedSince(State state, Instant aged) {
        return state.runs().stream()
                .filter(this::alive)
                .map(RunState::started)
                .filter(aged::isAfter)
                .min(Comparator.naturalOrder())
                .orElse(aged);
    }

    private boolean alive(RunState run) {
        return run.alive(clock.instant(), gone);
    }

    private static Set<String> needed(State state) {
        Set<String> needed = new HashSet<>();
        state.tables().forEach(table -> table.work().ifPresent(work -> needed.addAll(work.staged())));
        return needed;
    }

    /** Of tables that nobody works on, and that no intent is open for. */
    private List<DataFile> replaced(State state) {
        List<DataFile> replaced = new ArrayList<>();
        for (TableState table : state.tables()) {
            boolean held = state.holder(table.table()).filter(this::alive).isPresent();
            if (!held && table.change().isEmpty()) {
                replaced.addAll(table.removals(table.content()));
            }
        }
        return replaced;
    }
}
