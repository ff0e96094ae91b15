package dev.slipway.job;

import static dev.slipway.job.Sample.all;
import static dev.slipway.job.Sample.planned;
import static dev.slipway.job.Sample.rows;
import static dev.slipway.job.Sample.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.Failure;
import dev.slipway.disk.Journal;
import dev.slipway.disk.Luck;
import dev.slipway.disk.MemoryFolder;
import dev.slipway.disk.PowerLoss;
import dev.slipway.ledger.Chain;
import dev.slipway.ledger.Leftovers;
import dev.slipway.ledger.Planned;
import dev.slipway.ledger.StoreLedger;
import dev.slipway.ledger.TableState;
import dev.slipway.ledger.UnitFile;
import dev.slipway.store.LocalStore;
import dev.slipway.store.SpooledStore;
import dev.slipway.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power goes after any call that an export makes of its file system, and the disk keeps of what was not synced nothing,
 * all, or any part. Whatever the ledger and the manifests had vouched for is there; the next run ends as if nothing had
 * happened. The same when the export carries on what one who was killed had begun, and not synced.
 *
 * <p>It, {@code LocalStorePowerLossTest} and {@code StoreLedgerPowerLossTest} were seen to fail when the store is broken so: a
 * staged file is not synced, or its folder is not; a promoted name is not synced, or only after the staged one is gone, or not
 * if it was found there; a new folder's parent is not synced, or not if the folder was found there; a deletion is not synced, or
 * not if the object was gone; a publication leaves alone what was gone; a ledger removes what another's segment covers.
 */
final class ExportPowerLossTest {
    private static final long SEED = 20261121;
    private static final List<Luck> LUCKS = Luck.some(SEED, 1);
    private static final ExportSettings SETTINGS = new ExportSettings("p", 15, 1_000_000, 1, false);
    private static final RunSettings APPENDING =
            new RunSettings(Planned.Mode.APPEND, RunSettings.Publish.TABLE, 1, Duration.ZERO, false);
    private static final List<List<List<@Nullable Object>>> OLD =
            List.of(rows(0, 20, 1), rows(20, 40, 1), rows(40, 60, 1));
    private static final List<List<List<@Nullable Object>>> NEW = List.of(rows(0, 20, 1), rows(20, 45, 2));

    /** When every file that a run has staged is old. */
    private static final Clock MUCH_LATER = Clock.fixed(Instant.parse("2126-01-01T00:00:00Z"), ZoneOffset.UTC);

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    /** A run has said that a table is published. */
    private record Visible(Run run, String table) {}

    /** An export of two tables. */
    private record Run(
            RunSettings how,
            String selection,
            List<List<List<@Nullable Object>>> a,
            List<List<List<@Nullable Object>>> b,
            boolean spooled) {
        Run(List<List<List<@Nullable Object>>> a, List<List<List<@Nullable Object>>> b) {
            this(Lake.HOW, "", a, b, false);
        }

        Run spooling() {
            return new Run(how, selection, a, b, true);
        }

        /** What it writes to, of what is on a disk. */
        Store store(Path disk) {
            Store lake = new LocalStore(disk.resolve("lake"));
            return spooled
                    ? new SpooledStore(new LocalStore(disk.resolve("spool")), lake, SpooledStore.Watch.NONE)
                    : lake;
        }

        private Plan.PlannedTable<MemorySource.Piece> part(String name, List<List<List<@Nullable Object>>> pieces) {
            return selection.isEmpty()
                    ? planned(name, pieces)
                    : MemorySource.table(table(name), Sample.KEY, selection, pieces);
        }

        private MemorySource source() {
            return new MemorySource(List.of(part("a", a), part("b", b)));
        }

        List<Export.Result> on(Store store) {
            return Lake.export(Lake.parts(store, SETTINGS, how, Events.NONE, Lake.run()), source());
        }

        /** As far as it comes; whatever it vouches for is noted. */
        void on(Journal journal) {
            Store store = store(journal.root());
            Events events = event -> {
                if (event instanceof Event.TablePublished published) {
                    journal.note(new Visible(this, published.table()));
                }
            };
            Export.Parts parts = Lake.parts(store, SETTINGS, how, events, Lake.run());
            Lake.export(
                    new Export.Parts(
                            store,
                            parts.format(),
                            parts.verifier(),
                            parts.settings(),
                            parts.how(),
                            parts.context(),
                            parts.clock(),
                            new NotedLedger(parts.ledger(), store, journal),
                            parts.claimant(),
                            parts.unlisted()),
                    source());
        }
    }

    private Journal journal(String name) throws IOException {
        return new Journal(Files.createDirectory(folder.resolve(name)));
    }

    @Test
    void aFirstExportLosesNothingThatItVouchedFor() throws IOException {
        everyMoment(List.of(), new Run(NEW, OLD), List.of(List.of(), List.of()), List.of(all(NEW), all(OLD)));
    }

    /** What left the spool is in the store behind, and what was written and is not there is in the spool. */
    @Test
    @Tag("heavy")
    void anExportThroughASpoolLosesNothingThatItVouchedFor() throws IOException {
        everyMoment(
                List.of(), new Run(NEW, OLD).spooling(), List.of(List.of(), List.of()), List.of(all(NEW), all(OLD)));
    }

    @Test
    void anExportReplacingAnotherLosesNothingThatItVouchedFor() throws IOException {
        everyMoment(
                List.of(new Run(OLD, NEW)),
                new Run(NEW, OLD),
                List.of(all(OLD), all(NEW)),
                List.of(all(NEW), all(OLD)));
    }

    @Test
    void anExportOfTablesThatBecameEmptyLosesNothingThatItVouchedFor() throws IOException {
        List<List<List<@Nullable Object>>> none = List.of(List.of());
        everyMoment(
                List.of(new Run(OLD, NEW)),
                new Run(none, none),
                List.of(all(OLD), all(NEW)),
                List.of(List.of(), List.of()));
    }

    @Test
    void anAppendLosesNothingThatItVouchedFor() throws IOException {
        Run first = new Run(APPENDING, "x < 45", NEW, NEW, false);
        List<List<List<@Nullable Object>>> more = List.of(rows(45, 66, 1), rows(66, 70, 1));
        List<List<@Nullable Object>> both = new ArrayList<>(all(NEW));
        both.addAll(all(more));
        everyMoment(
                List.of(first),
                new Run(APPENDING, "x >= 45", more, more, false),
                List.of(all(NEW), all(NEW)),
                List.of(both, both));
    }

    @Test
    void anExportThatCarriesOnWhatWasKilledLosesNothingThatItVouchedFor() throws IOException {
        carryingOn(List.of(new Run(OLD, NEW)), List.of(all(OLD), all(NEW)), 23, 29);
    }

    @Test
    void aFirstExportThatCarriesOnWhatWasKilledLosesNothingThatItVouchedFor() throws IOException {
        carryingOn(List.of(), List.of(List.of(), List.of()), 11, 29);
    }

    @Test
    @Tag("heavy")
    void afterEachKillTheNextExportLosesNothingThatItVouchedFor() throws IOException {
        carryingOn(List.of(new Run(OLD, NEW)), List.of(all(OLD), all(NEW)), 1, 7);
        carryingOn(List.of(), List.of(List.of(), List.of()), 1, 7);
    }

    /**
     * After every {@code eachKill}th step of an export it is killed, and in the next one the power goes after every
     * {@code eachLoss}th. What the killed one had done, but not synced, is not more durable than if it had gone on.
     */
    private void carryingOn(List<Run> before, List<List<List<@Nullable Object>>> old, int eachKill, int eachLoss)
            throws IOException {
        Run run = new Run(NEW, OLD);
        Check check = new Check(run, old, List.of(all(NEW), all(OLD)), undisturbed(before, run));
        Path restored = Files.createDirectory(folder.resolve("restored" + before.size()));
        PowerLoss losses = new PowerLoss(restored);
        int kills = 0;
        for (boolean reached = true; reached; kills++) {
            Journal journal = journal("killed" + before.size() + '-' + kills);
            before.forEach(earlier -> earlier.on(journal));
            journal.settle();
            reached = killed(journal, journal.size() + kills * eachKill, run);
            int first = journal.size() - 1;
            run.on(journal);
            losses.after(
                    journal, first + kills % eachLoss, eachLoss, List.of(Luck.none(), Luck.mixed(SEED + kills)), check);
        }
        System.out.println(losses + " (after " + kills + " kills, seed " + SEED + ")");
    }

    /** Whether it was, rather than done before. */
    private static boolean killed(Journal journal, int steps, Run run) {
        journal.killAfter(steps);
        try {
            run.on(journal);
        } catch (Failure e) {
            // It may not even have got so far as to begin.
        }
        journal.revive();
        return journal.size() >= steps;
    }

    private void everyMoment(
            List<Run> before, Run run, List<List<List<@Nullable Object>>> old, List<List<List<@Nullable Object>>> next)
            throws IOException {
        Journal journal = journal("journal");
        before.forEach(earlier -> earlier.on(journal));
        journal.settle();
        int first = journal.size() - 1;
        run.on(journal);
        PowerLoss losses = new PowerLoss(Files.createDirectory(folder.resolve("restored")));
        losses.after(journal, first, LUCKS, new Check(run, old, next, undisturbed(before, run)));
        System.out.println(losses + " (seed " + SEED + ")");
    }

    private Map<String, String> undisturbed(List<Run> before, Run run) throws IOException {
        Lake lake = new Lake(Files.createDirectory(folder.resolve("undisturbed" + before.size())));
        before.forEach(earlier -> Lake.succeeds(earlier.on(lake.store())));
        Lake.succeeds(run.on(lake.store()));
        return lake.files();
    }

    /** What must hold of both tables when the power is back. */
    private record Check(
            Run run,
            List<List<List<@Nullable Object>>> old,
            List<List<List<@Nullable Object>>> next,
            Map<String, String> undisturbed)
            implements PowerLoss.Check {
        @Override
        public void at(PowerLoss.Moment moment) {
            try {
                Lake lake = new Lake(Files.createDirectories(moment.folder().resolve("lake")));
                ledger(lake, moment);
                table(lake, moment, "a", 0);
                table(lake, moment, "b", 1);
                Lake.succeeds(run.on(run.store(moment.folder())));
                settled(lake, run.store(moment.folder()));
            } catch (IOException | RuntimeException | AssertionError e) {
                throw new AssertionError(moment.where() + ": " + e.getMessage(), e);
            }
        }

        private static void ledger(Lake lake, PowerLoss.Moment moment) {
            List<String> acknowledged = moment.notes().stream()
                    .filter(NotedLedger.Acknowledged.class::isInstance)
                    .map(NotedLedger.Acknowledged.class::cast)
                    .reduce(new NotedLedger.Acknowledged(List.of()), (one, later) -> later)
                    .hashes();
            List<String> survived = Chain.of(lake.store());
            assertThat(survived.subList(0, Math.min(survived.size(), acknowledged.size())))
                    .as("acknowledged commits")
                    .isEqualTo(acknowledged);
        }

        private void table(Lake lake, PowerLoss.Moment moment, String name, int index) {
            boolean visible = moment.notes().contains(new Visible(run, "public." + name));
            if (visible
                    || !old.get(index).isEmpty()
                    || lake.manifest(Sample.table(name)).isPresent()) {
                List<List<@Nullable Object>> there = lake.rows(Sample.table(name));
                if (visible) {
                    assertThat(there).as("published").isEqualTo(next.get(index));
                } else {
                    assertThat(there).isIn(old.get(index), next.get(index));
                }
            }
            TableState state = lake.state(Sample.table(name));
            state.work().ifPresent(work -> assertThat(work.units().values())
                    .flatExtracting(done -> done.files())
                    .as("written")
                    .allMatch(file -> isThere(run.store(moment.folder()), file)));
        }

        private static boolean isThere(Store store, UnitFile file) {
            boolean staged = !file.staged().isEmpty()
                    && store.staged(file.staged())
                            .filter(found -> file.file().matches(store, found.blob()))
                            .isPresent();
            return staged
                    || store.find(file.file().key())
                            .filter(found -> file.file().matches(store, found))
                            .isPresent();
        }

        /** Staged files that were done with and came back are leftovers. */
        private void settled(Lake lake, Store store) {
            assertThat(lake.files()).isEqualTo(undisturbed);
            assertThat(lake.settledRows(Sample.table("a"))).isEqualTo(next.get(0));
            assertThat(lake.settledRows(Sample.table("b"))).isEqualTo(next.get(1));
            Leftovers leftovers =
                    new Leftovers(store, StoreLedger.open(store, MUCH_LATER, "cleaner"), MUCH_LATER, holder -> true);
            leftovers.remove(leftovers.find(Duration.ZERO), job -> Lake.claimant(Lake.run()), removed -> {});
            assertThat(lake.staged()).isEmpty();
            assertThat(leftovers.find(Duration.ZERO)).isEmpty();
            assertThat(lake.files()).isEqualTo(undisturbed);
        }
    }
}
