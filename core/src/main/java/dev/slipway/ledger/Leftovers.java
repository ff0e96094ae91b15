package dev.slipway.ledger;

import dev.slipway.store.Blob;
import dev.slipway.store.Conflict;
import dev.slipway.store.Keys;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What runs left in a store that nobody needs any more. Of staged objects, those that the ledger does not list and that are of
 * a run that was overtaken, or old enough to be of none that is under way. Of files, those that were replaced but are still
 * there. All else is left alone, whoever made it.
 */
public final class Leftovers {
    /** Files that are removed before the lease is renewed: what takes nowhere near as long as it lasts. */
    private static final int PORTION = 100;

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

    /**
     * One of them.
     *
     * @param table whose it was; empty when that is not recorded
     */
    public record Found(Blob blob, Reason reason, String table) {}

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
            staged.filter(object -> !isNeeded(object.blob().key(), needed))
                    .filter(object -> object.since().isBefore(before) || overtaken(object.blob()))
                    .forEach(object -> found.add(new Found(object.blob(), Reason.STAGED, "")));
        }
        ledger.look(this::abandoned)
                .forEach((table, files) -> files.forEach(
                        file -> there(file).ifPresent(blob -> found.add(new Found(blob, Reason.REPLACED, table)))));
        found.sort(Comparator.comparing(one -> one.blob().key()));
        return found;
    }

    private Optional<Blob> there(DataFile file) {
        return store.find(file.key()).filter(blob -> file.matches(store, blob));
    }

    /**
     * Removes what was found, as long as it is still as it was; what was replaced, under a claim of its table.
     *
     * @param claimant who asks, in the name of a job
     * @param told of each that is removed
     * @throws dev.slipway.Failure FENCED when a run works on one of the tables, after all others were seen to
     */
    public void remove(List<Found> found, Function<String, Claimant> claimant, Consumer<Found> told) {
        found.stream().filter(one -> one.reason() == Reason.STAGED).forEach(one -> {
            store.discard(new Sealed(one.blob()));
            told.accept(one);
        });
        List<Found> replaced =
                found.stream().filter(one -> one.reason() == Reason.REPLACED).toList();
        new Caretaker(ledger, clock, claimant)
                .each(replaced.stream().map(Found::table).toList(), (lease, tables) -> {
                    Set<String> keys = ledger.look(state -> replaced(state, tables));
                    List<Found> due = replaced.stream()
                            .filter(one -> tables.contains(one.table()))
                            .filter(one -> keys.contains(one.blob().key()))
                            .toList();
                    remove(due, lease, told);
                });
    }

    private void remove(List<Found> due, Lease lease, Consumer<Found> told) {
        int count = 0;
        for (Found one : due) {
            if (++count % PORTION == 0) {
                lease.renew();
            }
            lease.check(one.table());
            if (removed(one.blob())) {
                told.accept(one);
            }
        }
    }

    private boolean removed(Blob blob) {
        try {
            store.delete(blob);
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

    /** What was staged under an earlier claim of its table than the last, nobody can record any more. */
    private boolean overtaken(Blob staged) {
        return StagedName.of(staged.key())
                .filter(name -> ledger.look(state -> state.table(name.table()).epoch()) > name.epoch())
                .isPresent();
    }

    /**
     * Also what a spool sends or has sent of a file that is needed: it is staged under the file's name, and the store behind sets
     * something of its own after that.
     */
    private static boolean isNeeded(String key, Set<String> needed) {
        boolean found = needed.contains(key);
        for (int dash = key.lastIndexOf('-'); !found && dash > 0; dash = key.lastIndexOf('-', dash - 1)) {
            found = needed.contains(key.substring(0, dash) + Keys.PART);
        }
        return found;
    }

    private static Set<String> needed(State state) {
        Set<String> needed = new HashSet<>();
        state.tables().forEach(table -> table.work().ifPresent(work -> needed.addAll(work.staged())));
        return needed;
    }

    /** Of tables that nobody works on, and that no intent is open for. */
    private Map<String, List<DataFile>> abandoned(State state) {
        Map<String, List<DataFile>> abandoned = new TreeMap<>();
        for (TableState table : state.tables()) {
            if (state.holder(table.table()).filter(this::alive).isEmpty()) {
                abandoned.put(table.table(), replaced(table));
            }
        }
        return abandoned;
    }

    private static Set<String> replaced(State state, List<String> tables) {
        return tables.stream()
                .flatMap(table -> replaced(state.table(table)).stream())
                .map(DataFile::key)
                .collect(Collectors.toSet());
    }

    private static List<DataFile> replaced(TableState table) {
        return table.change().isEmpty() ? table.removals(table.content()) : List.of();
    }
}
