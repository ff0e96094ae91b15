package dev.slipway.job;

import dev.slipway.Failure;
import dev.slipway.ledger.DataFile;
import dev.slipway.ledger.Entry;
import dev.slipway.ledger.Lease;
import dev.slipway.ledger.Ledger;
import dev.slipway.ledger.Manifest;
import dev.slipway.ledger.Manifests;
import dev.slipway.ledger.Sha256;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Makes tables visible: looks at what stands where, records the intent, promotes each file, writes the manifest, deletes
 * what is replaced, and records that it is done. Each step may be done again, by this run or another.
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
        this.store = parts.store();
        this.events = parts.context().events();
        this.ledger = parts.ledger();
        this.clock = parts.clock();
        this.lease = lease;
        this.manifests = new Manifests(store);
    }

    /**
     * A table whose units are all there.
     *
     * @param table its name, as messages have it
     * @param key what the ledger calls it: the name of its folder
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

    /** Publishes tables, telling {@code done} of each; when it is refused before it began, none. */
    void publish(List<Ready> tables, Consumer<Done> done) {
        String at = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        List<Steps> all = tables.stream().map(table -> look(table, at)).toList();
        ledger.commit(all.stream()
                .<Entry>map(steps -> new Entry.Publishing(
                        steps.ready().key(),
                        steps.epoch(),
                        steps.state().change().orElse(lease.run())))
                .toList());
        all.forEach(steps -> done.accept(act(steps, at)));
    }

    /**
     * Brings to its end what an earlier run had begun to make visible, or gives it up when its files are gone.
     *
     * @return whether something was left to do
     */
    boolean settle(Ready table) {
        TableState state = ledger.look(all -> all.snapshot(table.key()));
        Optional<String> change = state.change();
        if (change.isEmpty()) {
            return false;
        }
        long epoch = lease.epoch(table.key());
        if (state.work().orElseThrow().files().stream().allMatch(this::canBePlaced)) {
            publish(List.of(table), done -> {});
            events.accept(new Event.RolledForward(table.table(), change.get()));
        } else {
            // First what is staged: a process that was overtaken may still want to promote it, behind the next run's
            // back.
            state.work().orElseThrow().files().forEach(file -> sealed(file).ifPresent(store::discard));
            ledger.commit(List.of(new Entry.Abandoned(table.key(), epoch, change.get())));
            events.accept(new Event.Warned("of what run " + change.get() + " had begun to publish of " + table.table()
                    + ", staged files are gone; it is exported anew"));
        }
        return true;
    }

    /** @throws Failure FENCED when another run has taken the table over */
    void check(String table) {
        lease.check(table);
    }

    /** That the table was taken over, if it was, as far as the ledger can be read. */
    Optional<Failure> overtaken(String table) {
        try {
            ledger.refresh();
            lease.check(table);
            return Optional.empty();
        } catch (Failure e) {
            return Optional.of(e).filter(failure -> failure.kind() == Failure.Kind.FENCED);
        }
    }

    private boolean canBePlaced(UnitFile file) {
        return isStaged(file)
                || store.find(file.file().key())
                        .filter(blob -> holds(blob, file.file()))
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

    private boolean holds(Blob blob, DataFile file) {
        return blob.size() == file.bytes() && Sha256.of(store, blob).equals(file.sha256());
    }

    private Steps look(Ready table, String at) {
        TableState state = ledger.look(all -> all.snapshot(table.key()));
        lease.check(table.key());
        List<Slice> next = state.next(at);
        List<DataFile> removals = state.removals(next);
        Map<String, Blob> there = new HashMap<>();
        removals.forEach(file -> store.find(file.key()).ifPresent(blob -> there.put(file.key(), blob)));
        Set<String> ours = ours(state);
        List<Placing> placings = state.work().orElseThrow().files().stream()
                .map(file -> place(file, ours))
                .toList();
        return new Steps(
                table, lease.epoch(table.key()), state, next, manifests.look(table.key()), placings, removals, there);
    }

    /** Keys that the ledger lists: only these may be written over. */
    private static Set<String> ours(TableState state) {
        Set<String> ours = new HashSet<>();
        state.content().forEach(slice -> slice.files().forEach(file -> ours.add(file.key())));
        state.strays().forEach(file -> ours.add(file.key()));
        if (state.change().isPresent()) {
            state.work()
                    .orElseThrow()
                    .files()
                    .forEach(file -> ours.add(file.file().key()));
        }
        return ours;
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
        if (file.staged().isEmpty() || holds(there.get(), file.file())) {
            return new Placing(file, Optional.empty());
        }
        if (!ours.contains(key)) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    store.root() + '/' + key + " is there already, with other content, and no manifest of Slipway lists"
                            + " it; move it away or export to another folder");
        }
        return new Placing(file, Optional.of(Expect.unchanged(there.get())));
    }

    private Done act(Steps steps, String at) {
        TableState state = steps.state();
        String table = steps.ready().table();
        List<DataFile> coming =
                steps.placings().stream().map(placing -> placing.file().file()).toList();
        Manifests.Held held = manifests.save(
                steps.manifest(), new Manifest(table, state.job(), state.content(), coming, state.strays()));
        steps.placings().forEach(this::promote);
        held = manifests.save(held, new Manifest(table, state.job(), steps.next(), List.of(), steps.removals()));
        if (!steps.removals().isEmpty()) {
            steps.removals().forEach(file -> remove(file, steps.there()));
            manifests.save(held, new Manifest(table, state.job(), steps.next(), List.of(), List.of()));
        }
        ledger.commit(List.of(new Entry.Published(
                steps.ready().key(), steps.epoch(), state.change().orElse(lease.run()), Instant.parse(at))));
        Slice slice = steps.next().getLast();
        events.accept(new Event.TablePublished(
                table,
                slice.rows(),
                slice.files().size(),
                slice.files().stream().mapToLong(DataFile::bytes).sum(),
                steps.there().size()));
        return new Done(steps.ready().key(), slice, steps.there().size());
    }

    private void promote(Placing placing) {
        UnitFile file = placing.file();
        Optional<Sealed> source = sealed(file);
        if (placing.expect().isEmpty()) {
            source.ifPresent(store::discard);
        } else {
            store.promote(
                    source.orElseThrow(() -> gone(file)),
                    file.file().key(),
                    placing.expect().get());
        }
        events.accept(new Event.FilePublished(file.file()));
    }

    private Failure gone(UnitFile file) {
        return new Failure(
                Failure.Kind.UNAVAILABLE,
                store.root() + '/' + (file.staged().isEmpty() ? file.file().key() : file.staged())
                        + " was written but is gone; run again");
    }

    private void remove(DataFile file, Map<String, Blob> there) {
        Blob blob = there.get(file.key());
        if (blob != null) {
            store.delete(blob);
            events.accept(new Event.FileRemoved(file.key()));
        }
    }
}
