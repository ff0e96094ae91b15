package dev.slipway.job;

import static dev.slipway.job.Sample.all;
import static dev.slipway.job.Sample.planned;
import static dev.slipway.job.Sample.rows;
import static dev.slipway.job.Sample.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.Failure;
import dev.slipway.disk.MemoryFolder;
import dev.slipway.ledger.Planned;
import dev.slipway.ledger.Slice;
import dev.slipway.ledger.TableState;
import dev.slipway.store.FailingStore;
import dev.slipway.store.FailingStore.Moment;
import dev.slipway.store.FailingStore.Point;
import dev.slipway.store.InterruptedStore;
import dev.slipway.store.Store;
import dev.slipway.store.WatchedStore.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two holders: a run falls asleep before or after an operation of its store, at an event or at a batch, wherever it is;
 * another takes its table and goes to its end; then the first goes on. It is fenced, changes nothing and leaves nothing:
 * everything is as the second run alone would have left it.
 */
final class ExportOvertakenTest {
    private static final List<List<List<@Nullable Object>>> OLD = List.of(rows(0, 20, 1), rows(20, 40, 1));
    private static final List<List<List<@Nullable Object>>> FIRST = List.of(rows(0, 20, 1), rows(20, 45, 2));
    private static final List<List<List<@Nullable Object>>> SECOND = List.of(rows(0, 20, 3), rows(20, 45, 2));
    private static final List<List<List<@Nullable Object>>> NONE = List.of(List.of(), List.of());
    private static final ExportSettings SETTINGS = new ExportSettings("p", 15, 1_000_000, 1, false);
    private static final RunSettings TOGETHER =
            new RunSettings(Planned.Mode.REPLACE, RunSettings.Publish.PLAN, 1, Duration.ZERO, false);

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    private int lakes;

    /** A run's moments, at one of which something else happens. */
    private static final class Moments {
        private final AtomicInteger passed = new AtomicInteger(Integer.MIN_VALUE);
        private final int due;
        private final Runnable action;

        Moments(int due, Runnable action) {
            this.due = due;
            this.action = action;
        }

        void begin() {
            passed.set(0);
        }

        void pass() {
            if (passed.incrementAndGet() == due) {
                action.run();
            }
        }

        boolean reached() {
            return passed.get() >= due;
        }
    }

    @Test
    void whoIsOvertakenByOtherRowsLeavesNothing() {
        everyMoment(1, Lake.HOW, source(OLD), source(FIRST), source(SECOND));
    }

    @Test
    void whoIsOvertakenByTheSameRowsLeavesNothing() {
        everyMoment(1, Lake.HOW, source(OLD), source(FIRST), source(FIRST));
    }

    @Test
    void whoIsOvertakenInAFirstExportLeavesNothing() {
        everyMoment(1, Lake.HOW, new MemorySource(List.of()), source(FIRST), source(SECOND));
    }

    @Test
    void whoIsOvertakenWritingAnEmptyTableLeavesNothing() {
        everyMoment(1, Lake.HOW, source(OLD), source(NONE), source(SECOND));
        everyMoment(1, Lake.HOW, source(OLD), source(FIRST), source(NONE));
    }

    /** Every fourth moment, since there are many. */
    @Test
    void whoIsOvertakenPublishingTwoTablesTogetherLeavesNothing() {
        everyMoment(4, TOGETHER, both(OLD, OLD), both(FIRST, SECOND), both(SECOND, FIRST));
    }

    /** The second is killed, too; the first must not take its chance, and a third has it all to bring in order. */
    @Test
    void whoIsOvertakenByOneWhoDiesLeavesTheTableToTheNext() {
        Lake exported = lake(Lake.HOW, source(OLD));
        Map<String, String> undisturbed = undisturbed(exported, Lake.HOW, source(SECOND));
        int moment = 1;
        boolean reached = true;
        while (reached) {
            Lake lake = copy(exported);
            Point kill = new Point(moment * 7 % 83 + 1, Moment.AFTER, true);
            Moments moments = new Moments(moment, () -> runs(new FailingStore(lake.store(), kill), source(SECOND)));
            sleeps(lake, Lake.HOW, source(FIRST), moments);
            Lake.succeeds(Lake.export(parts(lake, Lake.HOW), source(SECOND)));
            isAs(lake, undisturbed, "moment " + moment + ", " + kill);
            reached = moments.reached();
            moment++;
        }
        System.out.println("overtaken by one who dies at " + moment + " moments");
    }

    private static MemorySource source(List<List<List<@Nullable Object>>> pieces) {
        return Sample.source("a", pieces);
    }

    private static MemorySource both(List<List<List<@Nullable Object>>> a, List<List<List<@Nullable Object>>> b) {
        return new MemorySource(List.of(planned("a", a), planned("b", b)));
    }

    private void everyMoment(int step, RunSettings how, MemorySource before, MemorySource first, MemorySource second) {
        Lake exported = lake(how, before);
        Map<String, String> undisturbed = undisturbed(exported, how, second);
        int fenced = 0;
        int moment = 1;
        boolean reached = true;
        while (reached) {
            Lake lake = copy(exported);
            List<Boolean> ended = new ArrayList<>();
            Moments moments = new Moments(moment, () -> {
                ended.add(tables(how).allMatch(name -> ended(lake.state(table(name)))));
                Lake.succeeds(Lake.export(parts(lake, how), second));
            });
            boolean published = sleeps(lake, how, first, moments);
            String where = "moment " + moment;
            reached = moments.reached();
            if (reached) {
                isAs(lake, undisturbed, where);
                assertThat(lake.staged()).as(where).isEmpty();
                assertThat(published).as(where).isEqualTo(ended.getFirst());
                fenced += published ? 0 : 1;
            }
            moment += step;
        }
        assertThat(fenced).isGreaterThan(50);
        System.out.println(moment + " moments, overtaken at " + fenced);
    }

    private static Stream<String> tables(RunSettings how) {
        return how.publish() == RunSettings.Publish.PLAN ? Stream.of("a", "b") : Stream.of("a");
    }

    /** Whether what is published of the table is what the first run brings. */
    private boolean ended(TableState table) {
        return table.work().isEmpty()
                && !table.content().isEmpty()
                && table.content().stream().map(Slice::run).allMatch(run -> number(run) > lastRun);
    }

    private static int number(String run) {
        return Integer.parseInt(run.substring(run.indexOf('-') + 1));
    }

    private int lastRun;

    private Lake lake(RunSettings how, MemorySource before) {
        Lake lake = new Lake(folder.resolve("lake" + lakes++));
        try {
            Files.createDirectories(lake.folder());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        Export.Parts parts = parts(lake, how);
        Lake.succeeds(Lake.export(parts, before));
        lastRun = number(parts.claimant().run());
        return lake;
    }

    private Lake copy(Lake lake) {
        return lake.copy(folder.resolve("lake" + lakes++));
    }

    private Map<String, String> undisturbed(Lake exported, RunSettings how, MemorySource second) {
        Lake lake = copy(exported);
        Lake.succeeds(Lake.export(parts(lake, how), second));
        return lake.files();
    }

    private static Export.Parts parts(Lake lake, RunSettings how) {
        return Lake.parts(lake.store(), SETTINGS, how, Events.NONE, Lake.run());
    }

    /** Whether it says that it published all. What it fails with is that it was overtaken. */
    private static boolean sleeps(Lake lake, RunSettings how, MemorySource source, Moments moments) {
        InterruptedStore store = new InterruptedStore(lake.store(), (moment, number, operation, key) -> moments.pass());
        Export.Parts parts = Lake.parts(store, SETTINGS, how, event -> moments.pass(), Lake.run());
        moments.begin();
        try {
            List<Export.Result> results = Lake.export(parts, source.with((piece, batch) -> moments.pass()));
            assertThat(results)
                    .filteredOn(Export.Result.Failed.class::isInstance)
                    .allMatch(
                            result -> ((Export.Result.Failed) result).failure().kind() == Failure.Kind.FENCED);
            return results.stream().allMatch(Export.Result.Published.class::isInstance);
        } catch (Failure e) {
            assertThat(e.kind()).isEqualTo(Failure.Kind.FENCED);
            return false;
        }
    }

    private static void runs(FailingStore store, MemorySource source) {
        try {
            Lake.export(Lake.parts(store, SETTINGS, Events.NONE), source);
        } catch (Failure e) {
            // Killed.
        }
    }

    private static void isAs(Lake lake, Map<String, String> undisturbed, String where) {
        assertThat(lake.files()).as(where).isEqualTo(undisturbed);
        TableState state = lake.state(table("a"));
        assertThat(state.change()).as(where).isEmpty();
        assertThat(state.work()).as(where).isEmpty();
        assertThat(state.strays()).as(where).isEmpty();
        assertThat(all(List.of(lake.settledRows(table("a"))))).as(where).isNotNull();
    }

    /** Taken over while the plans of both are recorded in one commit: the other table does not suffer. */
    @Test
    void whoLosesOneTableWhilePlanningKeepsTheOther() {
        Lake lake = new Lake(folder);
        Store store = InterruptedStore.before(
                lake.store(), Operation.PUT, "000000000002", () -> Lake.succeeds(lake.export(source(SECOND))));

        List<Export.Result> results =
                Lake.export(Lake.parts(store, SETTINGS, Lake.HOW, Events.NONE, Lake.run()), both(FIRST, FIRST));

        assertThat(results.getFirst()).isInstanceOfSatisfying(Export.Result.Failed.class, failed -> assertThat(
                        failed.failure().kind())
                .isEqualTo(Failure.Kind.FENCED));
        assertThat(results.getLast()).isInstanceOf(Export.Result.Published.class);
        assertThat(lake.settledRows(table("a"))).hasSize(45);
        assertThat(lake.settledRows(table("b"))).hasSize(45);
    }

    /** Neither the record that all is done nor the look whether it stands there is answered. */
    @Test
    void whatWasRecordedWithoutAnAnswerIsNotTakenForAFailure() {
        for (String entry : List.of("publishing", "published")) {
            Lake lake = new Lake(folder.resolve(entry));
            AtomicInteger lost = new AtomicInteger();
            AtomicReference<Thread> loser = new AtomicReference<>();
            Store store = new InterruptedStore(lake.store(), (moment, number, operation, key) -> {
                boolean recorded = moment == Moment.AFTER
                        && operation == Operation.PUT
                        && key.contains("ledger/")
                        && text(lake, key).contains("\"entry\":\"" + entry + '"');
                boolean looking = lost.get() == 1 && Thread.currentThread().equals(loser.get());
                if (looking || recorded && loser.compareAndSet(null, Thread.currentThread())) {
                    lost.incrementAndGet();
                    throw new Failure(Failure.Kind.UNKNOWN, "told to lose an answer");
                }
            });

            List<Export.Result> results =
                    Lake.export(Lake.parts(store, SETTINGS, Lake.HOW, Events.NONE, Lake.run()), both(FIRST, SECOND));

            Lake.succeeds(results);
            assertThat(lost).hasValue(2);
            assertThat(lake.settledRows(table("a"))).hasSize(45);
        }
    }

    private static String text(Lake lake, String key) {
        try {
            return Files.readString(lake.folder().resolve(key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
