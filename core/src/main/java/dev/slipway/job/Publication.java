package dev.slipway.job;

import dev.slipway.Failure;
import dev.slipway.ledger.DataFile;
import dev.slipway.ledger.Entry;
import dev.slipway.ledger.Lease;
import dev.slipway.ledger.Ledger;
import dev.slipway.ledger.Manifest;
import dev.slipway.ledger.Manifests;
import dev.slipway.ledger.Slice;
import dev.slipway.ledger.TableState;
import dev.slipway.ledger.UnitFile;
import dev.slipway.store.Blob;
import dev.slipway.store.Expect;
import dev.slipway.store.Sealed;
import dev.slipway.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Makes tables visible: prepares what takes long, looks at what stands where, records the intent, promotes each file,
 * writes the manifest, deletes what is replaced, and records that it is done. Each step may be done again, by this run or
 * another.
 *
 * <p>It looks first and records the intent then: whoever has been overtaken is refused there, and whoever is overtaken later
 * acts on versions that he saw while the table was still his, which the store no longer finds.
 */
final class Publication {
    private final Store store;
    private final Events events;
    private final Ledger ledger;
    private final Lease lease;
    private final Clock clock;
    private final Manifests manifests;

    Publication(Export.Parts parts, Lease lease) {
        this(parts.store(), parts.ledger(), parts.clock(), parts.context().events(), lease);
    }

    Publication(Store store, Ledger ledger, Clock clock, Events events, Lease lease) {
        this.store = store;
        this.events = events;
        this.ledger = ledger;
        this.clock = clock;
        this.lease = lease;
        this.manifests = new Manifests(store);
    }

    /**
     * A table whose units are all there.
     *
     * @param table its name, as messages have it
     * @param key what the ledger calls it
     */
    record Ready(String table, String key) {}

    /** What became of one. */
    record Done(String key, Slice slice, int removed) {}

    /** What is going to be done for a table, with what stood in each place when it was looked at. */
    private record Steps(
            Ready ready,
            long epoch,
            TableState state,
            List<Slice> next,
            Manifests.Held manifest,
            List<Placing> placings,
            List<DataFile> removals,
            Map<String, Blob> there) {}

    /** How a file comes to its place; nothing to expect: it is there. */
    private record Placing(UnitFile file, Optional<Expect> expect) {}

    /** Why a table is not published though nothing is wrong with it. */
    static Failure together() {
        return new Failure(
                Failure.Kind.UNAVAILABLE,
                "it is complete, but is to be published together with tables that are not; run again");
    }

    /** Told of each table. */
    interface Ends {
        void published(Done done);

        /** Nothing of it is visible, or the ledger tells what is. */
        void failed(Ready table, Throwable why);
    }

    /**
     * Publishes tables, recording the intents at once of all whose preparing took no time.
     *
     * @param together whether one that cannot be published keeps the others from it, too
     */
    void publish(List<Ready> tables, boolean together, Ends ends) {
        List<Ready> prepared = new ArrayList<>();
        int failed = 0;
        for (Ready table : tables) {
            Optional<Boolean> took = prepared(table, ends);
            took.ifPresent(whether -> prepared.add(table));
            failed += took.isPresent() ? 0 : 1;
            // What took long once may do so again: what is there by now does not wait for that.
            if (!together && took.orElse(false)) {
                show(prepared, false, ends);
                prepared.clear();
            }
        }
        if (together && failed > 0) {
            prepared.forEach(table -> ends.failed(table, together()));
        } else {
            show(prepared, together, ends);
        }
    }

    /** Publishes what is prepared: by now nothing takes long any more, and what is seen is not old when it is acted on. */
    private void show(List<Ready> tables, boolean together, Ends ends) {
        String at = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        List<Steps> all = new ArrayList<>();
        tables.forEach(table -> trying(table, ends, () -> all.add(look(table, at))));
        if (together && all.size() < tables.size()) {
            all.forEach(steps -> ends.failed(steps.ready(), together()));
            return;
        }
        List<Steps> acted = new ArrayList<>();
        for (Steps steps : recorded(all, this::intent, together, ends)) {
            trying(steps.ready(), ends, () -> {
                act(steps);
                acted.add(steps);
            });
        }
        recorded(acted, steps -> published(steps, at), false, ends).forEach(steps -> tell(steps, ends));
    }

    private void trying(Ready table, Ends ends, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            ends.failed(table, overtaken(table.key(), e));
        }
    }

    /** Those of which an entry is recorded: if not together, because one was taken over, each for itself. */
    private List<Steps> recorded(List<Steps> all, Function<Steps, Entry.OfTable> entry, boolean together, Ends ends) {
        if (together) {
            return allOrNone(all, entry, ends);
        }
        Map<String, RuntimeException> refused =
                new Recording(ledger).each(all.stream().map(entry).toList());
        List<Steps> recorded = new ArrayList<>();
        for (Steps steps : all) {
            RuntimeException why = refused.get(steps.ready().key());
            if (why == null) {
                recorded.add(steps);
            } else {
                ends.failed(steps.ready(), overtaken(steps.ready().key(), why));
            }
        }
        return recorded;
    }

    private List<Steps> allOrNone(List<Steps> all, Function<Steps, Entry.OfTable> entry, Ends ends) {
        try {
            ledger.commit(all.stream().<Entry>map(entry).toList());
            return all;
        } catch (RuntimeException e) {
            all.forEach(
                    steps -> ends.failed(steps.ready(), overtaken(steps.ready().key(), e)));
            return List.of();
        }
    }

    private Entry.OfTable published(Steps steps, String at) {
        return new Entry.Published(steps.ready().key(), steps.epoch(), change(steps), Instant.parse(at));
    }

    private Entry.OfTable intent(Steps steps) {
        return new Entry.Publishing(steps.ready().key(), steps.epoch(), change(steps));
    }

    private String change(Steps steps) {
        return steps.state().change().orElse(lease.run());
    }

    /** Brings to its end what an earlier run had begun to make visible, or gives it up when its files are gone. */
    void settle(Ready table) {
        TableState state = ledger.look(all -> all.snapshot(table.key()));
        Optional<String> change = state.change();
        if (change.isEmpty()) {
            return;
        }
        long epoch = lease.epoch(table.key());
        if (state.work().orElseThrow().files().stream().allMatch(this::canBePlaced)) {
            forward(table);
            events.accept(new Event.RolledForward(table.table(), change.get()));
        } else {
            // First what is staged: a process that was overtaken may still want to promote it, behind the next run's
            // back.
            state.work().orElseThrow().files().forEach(file -> sealed(file).ifPresent(store::discard));
            StagedFiles.discardEarlier(store, table.key(), epoch);
            ledger.commit(List.of(new Entry.Abandoned(table.key(), epoch, change.get())));
            events.accept(new Event.Warned("of what run " + change.get() + " had begun to publish of " + table.table()
                    + ", staged files are gone; it is exported anew"));
        }
    }

    private void forward(Ready table) {
        publish(List.of(table), true, orThrow());
    }

    /** For one table: what fails is thrown. */
    static Ends orThrow() {
        return new Ends() {
            @Override
            public void published(Done done) {}

            @Override
            public void failed(Ready failed, Throwable why) {
                throw TableExport.failure(why);
            }
        };
    }

    /** @throws Failure FENCED when another run has taken the table over */
    void check(String table) {
        lease.check(table);
    }

    /** That the table was taken over, if that is why something failed; what failed otherwise. */
    Throwable overtaken(String table, Throwable failed) {
        refresh();
        Optional<Failure> fenced = fenced(table);
        return fenced.isPresent() ? fenced.get() : failed;
    }

    /** Reads what others wrote, if the ledger can be read. */
    void refresh() {
        try {
            ledger.refresh();
        } catch (Failure e) {
            // What is known so far has to do; who needs more finds out.
        }
    }

    /** That the table was taken over, if it was, as far as is known without asking. */
    Optional<Failure> fenced(String table) {
        try {
            lease.check(table);
            return Optional.empty();
        } catch (Failure e) {
            return Optional.of(e);
        }
    }

    private boolean canBePlaced(UnitFile file) {
        return isStaged(file)
                || store.find(file.file().key())
                        .filter(blob -> file.file().matches(store, blob))
                        .isPresent();
    }

    private boolean isStaged(UnitFile file) {
        return sealed(file)
                .filter(staged -> staged.blob().size() == file.file().bytes())
                .isPresent();
    }

    private Optional<Sealed> sealed(UnitFile file) {
        return file.staged().isEmpty() ? Optional.empty() : store.staged(file.staged());
    }

    private Optional<Boolean> prepared(Ready table, Ends ends) {
        try {
            return Optional.of(prepare(table));
        } catch (RuntimeException | Error e) {
            ends.failed(table, overtaken(table.key(), e));
            return Optional.empty();
        }
    }

    /**
     * Before an intent is open, and whoever is overtaken meanwhile is refused when he records it.
     *
     * @return whether there was something to do
     */
    private boolean prepare(Ready table) {
        lease.check(table.key());
        List<UnitFile> staged = ledger.look(all -> all.snapshot(table.key())).work().orElseThrow().files().stream()
                .filter(file -> !file.staged().isEmpty())
                .toList();
        return AtOnce.map(
                        store.atOnce(),
                        staged,
                        file -> store.prepare(file.staged(), file.file().key()))
                .contains(true);
    }

    private Steps look(Ready table, String at) {
        TableState state = ledger.look(all -> all.snapshot(table.key()));
        lease.check(table.key());
        List<Slice> next = state.next(at);
        Map<String, Blob> there = new HashMap<>();
        List<DataFile> removals = state.removals(next).stream()
                .filter(file -> isOurs(state, file, there))
                .toList();
        // Only what the ledger lists may be written over.
        Set<String> ours = new HashSet<>();
        state.known().forEach(file -> ours.add(file.key()));
        // And of that, not what someone else wrote, nor what stays.
        state.adopted().forEach(file -> ours.remove(file.key()));
        next.subList(0, next.size() - 1).forEach(slice -> slice.files().forEach(file -> ours.remove(file.key())));
        List<Placing> placings =
                AtOnce.map(store.atOnce(), state.work().orElseThrow().files(), file -> place(file, ours));
        return new Steps(
                table, lease.epoch(table.key()), state, next, manifests.look(table.key()), placings, removals, there);
    }

    /** What someone else put in the place of a file is not ours to remove; what is ours is remembered as it is. */
    private boolean isOurs(TableState state, DataFile file, Map<String, Blob> there) {
        Optional<Blob> found = store.find(file.key());
        // Several may have been written under one name, by settings that differ.
        if (found.isPresent() && state.known().stream().noneMatch(known -> isLike(known, found.get()))) {
            events.accept(new Event.Warned(store.root() + '/' + file.key() + " is replaced now, but is not what was"
                    + " written there (" + found.get().size() + " bytes instead of " + file.bytes()
                    + "): it was left alone"));
            return false;
        }
        found.ifPresent(blob -> there.put(file.key(), blob));
        return true;
    }

    private static boolean isLike(DataFile known, Blob found) {
        return known.key().equals(found.key()) && known.bytes() == found.size();
    }

    private Placing place(UnitFile file, Set<String> ours) {
        String key = file.file().key();
        Optional<Blob> there = store.find(key);
        if (there.isEmpty()) {
            if (!isStaged(file)) {
                throw gone(file);
            }
            return new Placing(file, Optional.of(Expect.absent()));
        }
        if (file.staged().isEmpty()) {
            return new Placing(file, Optional.empty());
        }
        if (file.file().matches(store, there.get())) {
            // Placed again if it can be: it may have been placed by one who was killed before that was durable.
            return new Placing(file, isStaged(file) ? Optional.of(Expect.unchanged(there.get())) : Optional.empty());
        }
        if (!ours.contains(key)) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    store.root() + '/' + key + " is there already, with other content, and no manifest of Slipway lists"
                            + " it; move it away or export to another folder");
        }
        return new Placing(file, Optional.of(Expect.unchanged(there.get())));
    }

    private void act(Steps steps) {
        String table = steps.ready().table();
        AtOnce.each(store.atOnce(), steps.placings(), placing -> promote(table, placing));
        manifests.save(
                steps.manifest(),
                new Manifest(steps.ready().table(), steps.state().job(), steps.next()));
        AtOnce.each(store.atOnce(), steps.removals(), file -> remove(table, file, steps.there()));
    }

    private void tell(Steps steps, Ends ends) {
        Slice slice = steps.next().getLast();
        events.accept(new Event.TablePublished(
                steps.ready().table(),
                slice.rows(),
                slice.lost(),
                slice.files().size(),
                slice.bytes(),
                steps.there().size()));
        left(steps).ifPresent(events::accept);
        ends.published(new Done(steps.ready().key(), slice, steps.there().size()));
    }

    /** Adopted files that are no content any more stay: whoever reads the folder has to know. */
    private Optional<Event> left(Steps steps) {
        Set<String> next = new HashSet<>();
        steps.next().forEach(slice -> slice.files().forEach(file -> next.add(file.key())));
        List<String> left = steps.state().adopted().stream()
                .map(DataFile::key)
                .filter(key -> !next.contains(key))
                .toList();
        return left.isEmpty()
                ? Optional.empty()
                : Optional.of(new Event.Warned(left.size() + " adopted files of "
                        + steps.ready().table() + ", such as " + left.getFirst()
                        + ", are no content of it any more, and stand where they stood: whoever reads the folder reads"
                        + " them, too; move them away"));
    }

    private void promote(String table, Placing placing) {
        UnitFile file = placing.file();
        placing.expect()
                .ifPresent(expect -> store.promote(
                        sealed(file).orElseThrow(() -> gone(file)), file.file().key(), expect));
        events.accept(new Event.FilePublished(table, file.file()));
    }

    private Failure gone(UnitFile file) {
        return new Failure(
                Failure.Kind.UNAVAILABLE,
                store.root() + '/' + (file.staged().isEmpty() ? file.file().key() : file.staged())
                        + " was written but is gone; run again");
    }

    /** What was gone already is deleted, too, or it could come back: it may be gone for our eyes only, and not for the disk. */
    private void remove(String table, DataFile file, Map<String, Blob> there) {
        Optional<Blob> seen = Optional.ofNullable(there.get(file.key()));
        store.delete(seen.orElseGet(() -> new Blob(file.key(), file.bytes(), "")));
        seen.ifPresent(blob -> events.accept(new Event.FileRemoved(table, blob.key())));
    }
}
