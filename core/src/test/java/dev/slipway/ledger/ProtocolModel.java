package dev.slipway.ledger;

import dev.slipway.data.Losses;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The protocol without its code: runs that publish one table by the same steps as an export takes, over the real
 * {@link State} and a model of a store. Each step is one request to the store or the ledger, so that whatever may happen
 * between two requests happens between two steps.
 */
final class ProtocolModel {
    /** The protocol as it is, and ways to get it wrong, each of which must be found out. */
    enum Variant {
        SOUND,
        EPOCH_NOT_CHECKED,
        INTENT_NOT_RECORDED,
        OLD_DELETED_BEFORE_NEW,
        DELETED_WHATEVER_STANDS_THERE,
        NOT_READ_BACK,
        INTENT_NOT_BROUGHT_TO_ITS_END,
        STAGED_NOT_LOOKED_AT
    }

    /** Where a run is. */
    enum Step {
        BEGIN,
        CLAIM,
        SETTLE,
        PLAN,
        STAGE,
        WRITTEN,
        READ_BACK,
        VERIFIED,
        LOOK,
        INTEND,
        MANIFEST,
        PROMOTE,
        REPLACE_MANIFEST,
        REMOVE,
        PUBLISHED,
        LEAVE,
        DONE
    }

    /** A file on its way: its key, which names its content, and the version that is staged, if any. */
    record Placing(String key, String staged) {}

    /**
     * A run.
     *
     * @param file what it brings
     * @param seen the epoch that it read before its snapshot, then its own
     * @param staged the version that it wrote
     * @param settling whether it publishes what another run intended
     */
    record Run(
            String name,
            String file,
            Step step,
            long seen,
            String staged,
            boolean settling,
            String change,
            int manifest,
            List<Placing> placings,
            Map<String, String> removals) {
        Run at(Step next) {
            return new Run(name, file, next, seen, staged, settling, change, manifest, placings, removals);
        }

        Run with(String version, int manifestSeen, List<Placing> toPlace, Map<String, String> toRemove) {
            return new Run(name, file, step, seen, version, settling, change, manifestSeen, toPlace, toRemove);
        }

        Run with(long epoch, boolean settles, String intent) {
            return new Run(name, file, step, epoch, staged, settles, intent, manifest, placings, removals);
        }
    }

    /** All there is: the ledger, the store, and what was read back. Changed in place; copied before. */
    static final class World {
        final List<Entry> log = new ArrayList<>();
        final Set<String> staged = new TreeSet<>();
        final Map<String, String> visible = new TreeMap<>();
        final Set<String> readBack = new HashSet<>();
        int manifest;

        World copy() {
            World copy = new World();
            copy.log.addAll(log);
            copy.staged.addAll(staged);
            copy.visible.putAll(visible);
            copy.readBack.addAll(readBack);
            copy.manifest = manifest;
            return copy;
        }

        State state() {
            return Entries.state(log);
        }
    }

    static final String TABLE = "t";

    private final Variant variant;

    ProtocolModel(Variant variant) {
        this.variant = variant;
    }

    static Run begin(String name, String file) {
        return new Run(name, file, Step.BEGIN, 0, "", false, "", 0, List.of(), Map.of());
    }

    /** Takes one step in {@code world}; the run as it is then. */
    Run step(World world, Run run) {
        State state = world.state();
        TableState table = state.table(TABLE);
        return switch (run.step()) {
            case BEGIN -> run.with(table.epoch(), false, "").at(Step.CLAIM);
            case CLAIM -> claim(world, run, table);
            case SETTLE -> settle(world, run, table);
            case PLAN ->
                commit(
                                world,
                                new Entry.Replanned(
                                        TABLE,
                                        run.seen(),
                                        Entries.plan(run.name(), Planned.Mode.REPLACE, List.of(run.file()))))
                        ? resumed(world, run)
                        : run.at(Step.LEAVE);
            case STAGE -> {
                String version = run.file() + '@' + run.name();
                world.staged.add(version);
                yield run.with(version, 0, List.of(), Map.of()).at(Step.WRITTEN);
            }
            case WRITTEN -> next(run, Step.READ_BACK, commit(world, written(run)));
            case READ_BACK -> {
                if (variant != Variant.NOT_READ_BACK) {
                    world.readBack.add(run.staged());
                }
                yield run.at(Step.VERIFIED);
            }
            case VERIFIED -> next(run, Step.LOOK, commit(world, new Entry.Verified(TABLE, run.seen(), 0)));
            case LOOK -> table.epoch() == run.seen() ? look(world, run, table) : run.at(Step.LEAVE);
            case INTEND -> intend(world, run);
            case MANIFEST -> manifest(world, run, deletesFirst() ? Step.REMOVE : Step.PROMOTE);
            case PROMOTE -> promote(world, run);
            case REPLACE_MANIFEST -> manifest(world, run, deletesFirst() ? Step.PUBLISHED : Step.REMOVE);
            case REMOVE -> remove(world, run);
            case PUBLISHED -> published(world, run);
            case LEAVE -> leave(world, run, state);
            case DONE -> run;
        };
    }

    private boolean deletesFirst() {
        return variant == Variant.OLD_DELETED_BEFORE_NEW;
    }

    private static Run next(Run run, Step step, boolean admitted) {
        return run.at(admitted ? step : Step.LEAVE);
    }

    private boolean commit(World world, Entry... entries) {
        State state = world.state();
        for (Entry entry : entries) {
            boolean epochs = variant != Variant.EPOCH_NOT_CHECKED || entry instanceof Entry.Claimed;
            if (state.refusal(entry).isPresent()
                    && (epochs || state.table(TABLE).work().isEmpty())) {
                return false;
            }
            state.apply(entry);
        }
        world.log.addAll(List.of(entries));
        return true;
    }

    /** Leases are a courtesy: here everyone takes what he wants, whenever he wants. */
    private Run claim(World world, Run run, TableState table) {
        long epoch = run.seen() + 1;
        boolean taken = table.epoch() == run.seen()
                && commit(world, Entries.started(run.name(), "job"), new Entry.Claimed(TABLE, epoch, run.name()));
        return taken ? run.with(epoch, false, "").at(Step.SETTLE) : run.at(Step.DONE);
    }

    private Run settle(World world, Run run, TableState table) {
        Optional<String> change = table.change();
        if (change.isEmpty() || variant == Variant.INTENT_NOT_BROUGHT_TO_ITS_END) {
            change.ifPresent(id -> commit(world, new Entry.Abandoned(TABLE, run.seen(), id)));
            return run.at(Step.PLAN);
        }
        boolean there = table.work().orElseThrow().files().stream()
                .allMatch(file -> world.staged.contains(file.staged())
                        || world.visible.containsKey(file.file().key()));
        return there
                ? run.with(run.seen(), true, change.get()).at(Step.LOOK)
                : next(run, Step.PLAN, commit(world, new Entry.Abandoned(TABLE, run.seen(), change.get())));
    }

    /** What an earlier run wrote for the same plan is not written again, as long as it is there. */
    private Run resumed(World world, Run run) {
        Optional<Work.Done> kept = world.state().table(TABLE).work().flatMap(work -> work.done(0));
        String version = kept.map(done -> done.files().getFirst().staged()).orElse("");
        boolean whole = kept.isPresent() && (world.staged.contains(version) || variant == Variant.STAGED_NOT_LOOKED_AT);
        return whole ? run.with(version, 0, List.of(), Map.of()).at(Step.READ_BACK) : run.at(Step.STAGE);
    }

    private static Entry written(Run run) {
        DataFile file = new DataFile(
                run.file(),
                1,
                "0".repeat(64),
                Entries.file("", 0, 1).file().rows(),
                run.file(),
                run.file(),
                Losses.NONE,
                false);
        return new Entry.Written(TABLE, run.seen(), 0, "", List.of(new UnitFile(file, run.staged())));
    }

    private Run look(World world, Run run, TableState table) {
        if (table.work().isEmpty()) {
            return run.at(Step.LEAVE);
        }
        List<Placing> placings = new ArrayList<>();
        for (UnitFile file : table.work().get().files()) {
            boolean there = world.visible.containsKey(file.file().key());
            if (!there && !world.staged.contains(file.staged()) && variant != Variant.STAGED_NOT_LOOKED_AT) {
                return run.at(Step.LEAVE);
            }
            placings.add(new Placing(file.file().key(), there ? "" : file.staged()));
        }
        Map<String, String> removals = new TreeMap<>();
        table.removals(table.next("")).forEach(file -> Optional.ofNullable(world.visible.get(file.key()))
                .ifPresent(version -> removals.put(file.key(), version)));
        String change = table.change().orElse(run.name());
        return run.with(run.staged(), world.manifest, placings, removals)
                .with(run.seen(), run.settling(), change)
                .at(Step.INTEND);
    }

    private Run intend(World world, Run run) {
        return variant == Variant.INTENT_NOT_RECORDED
                ? run.at(Step.MANIFEST)
                : next(run, Step.MANIFEST, commit(world, new Entry.Publishing(TABLE, run.seen(), run.change())));
    }

    private static Run manifest(World world, Run run, Step next) {
        if (world.manifest != run.manifest()) {
            return run.at(Step.LEAVE);
        }
        world.manifest++;
        return run.with(run.staged(), world.manifest, run.placings(), run.removals())
                .at(next);
    }

    private static Run promote(World world, Run run) {
        for (Placing placing : run.placings()) {
            String there = world.visible.get(placing.key());
            if (placing.staged().isEmpty() || placing.staged().equals(there)) {
                continue;
            }
            if (there != null || !world.staged.remove(placing.staged())) {
                return run.at(Step.LEAVE);
            }
            world.visible.put(placing.key(), placing.staged());
        }
        return run.at(Step.REPLACE_MANIFEST);
    }

    private Run remove(World world, Run run) {
        for (Map.Entry<String, String> removal : run.removals().entrySet()) {
            String there = world.visible.get(removal.getKey());
            if (there == null) {
                continue;
            }
            if (!there.equals(removal.getValue()) && variant != Variant.DELETED_WHATEVER_STANDS_THERE) {
                return run.at(Step.LEAVE);
            }
            world.visible.remove(removal.getKey());
        }
        return run.at(deletesFirst() ? Step.PROMOTE : Step.PUBLISHED);
    }

    private Run published(World world, Run run) {
        if (variant == Variant.INTENT_NOT_RECORDED) {
            commit(world, new Entry.Publishing(TABLE, run.seen(), run.change()));
        }
        boolean done = commit(world, new Entry.Published(TABLE, run.seen(), run.change(), Entries.AT));
        return done && run.settling()
                ? run.with(run.seen(), false, "").at(Step.PLAN)
                : run.at(done ? Step.DONE : Step.LEAVE);
    }

    /** Whoever was overtaken removes what he wrote and could not record. */
    private static Run leave(World world, Run run, State state) {
        boolean recorded = state.table(TABLE).work().stream()
                .flatMap(work -> work.files().stream())
                .anyMatch(file -> file.staged().equals(run.staged()));
        if (!recorded) {
            world.staged.remove(run.staged());
        }
        return run.at(Step.DONE);
    }
}
