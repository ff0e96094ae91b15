package dev.slipway.job;

import static dev.slipway.job.BadRows.SECRET;
import static dev.slipway.job.BadRows.TABLE;
import static dev.slipway.job.BadRows.lost;
import static dev.slipway.job.BadRows.source;
import static dev.slipway.job.BadRows.unit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.Failure;
import dev.slipway.data.Emptied;
import dev.slipway.data.Losses;
import dev.slipway.disk.MemoryFolder;
import dev.slipway.ledger.DataFile;
import dev.slipway.ledger.LossesJson;
import dev.slipway.ledger.Outcome;
import dev.slipway.ledger.Slice;
import dev.slipway.store.FailingStore;
import dev.slipway.store.FailingStore.Moment;
import dev.slipway.store.FailingStore.Point;
import dev.slipway.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a mapping let pass stands in the receipts, exactly, whoever wrote the files and however often he was stopped. */
final class ExportLossesTest {
    /** A unit with both kinds, one of which nothing is left, one without, one with bad rows behind its last full file. */
    private static final List<List<List<@Nullable Object>>> UNITS = List.of(
            unit("1 1", "hunter2 2", "3 hunter2", "4 4", "hunter2 hunter2", "6 hunter2"),
            unit("hunter2 1", "hunter2 2"),
            unit("1 1", "2 2"),
            unit("hunter2 1", "2 2", "3 3", "hunter2 4", "hunter2 5"));

    /** The same rows stay, and more bad ones go. */
    private static final List<List<List<@Nullable Object>>> MORE = List.of(
            UNITS.get(0),
            UNITS.get(1),
            UNITS.get(2),
            unit("hunter2 1", "2 2", "3 3", "hunter2 4", "hunter2 5", "hunter2 6"));

    /** The same rows after the mapping, of nulls and of empty texts. */
    private static final List<List<List<@Nullable Object>>> NULLS = List.of(
            UNITS.get(0),
            UNITS.get(1),
            List.of(Arrays.asList("id0", "1", null), Arrays.asList("id1", "2", null), Arrays.asList("id2", "3", "3")),
            UNITS.get(3));

    private static final List<List<List<@Nullable Object>>> BLANKS =
            List.of(UNITS.get(0), UNITS.get(1), unit("1 ", "2 ", "3 3"), UNITS.get(3));

    private static final ExportSettings SETTINGS = new ExportSettings("p", 2, 1_000_000, 1, false);
    private static final RunSettings TWICE =
            new RunSettings(Lake.HOW.mode(), RunSettings.Publish.TABLE, 2, Duration.ZERO, false);

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    private int lakes;
    private final List<Event> events = Collections.synchronizedList(new ArrayList<>());

    private Lake lake() {
        return new Lake(folder.resolve("lake" + lakes++));
    }

    private Export.Parts parts(Store store) {
        events.clear();
        return Lake.parts(store, SETTINGS, Lake.HOW, events::add, Lake.run());
    }

    private void export(Lake lake, MemorySource source) {
        Lake.succeeds(BadRows.export(parts(lake.store()), source));
    }

    private Outcome.Status ended() {
        return events.stream()
                .filter(Event.Ended.class::isInstance)
                .map(event -> ((Event.Ended) event).outcome().status())
                .findFirst()
                .orElseThrow();
    }

    private List<String> warnings() {
        return events.stream()
                .filter(Event.Lossy.class::isInstance)
                .map(event -> ((Event.Lossy) event).text())
                .toList();
    }

    private static Slice slice(Lake lake) {
        return lake.manifest(TABLE).orElseThrow().slices().getFirst();
    }

    /** Each unit's receipts tell what a count by hand tells, the ledger as the manifest, each footer as its receipt. */
    private static void isExact(Lake lake, List<List<List<@Nullable Object>>> units) {
        List<DataFile> all = slice(lake).files();
        for (int i = 0; i < units.size(); i++) {
            String id = "public.a/" + i;
            List<DataFile> files =
                    all.stream().filter(file -> file.unit().equals(id)).toList();
            Losses expected = lost(units.get(i));
            assertThat(DataFile.lost(files)).as(id).isEqualTo(expected);
            assertThat(DataFile.rows(files).rows() + expected.rejected())
                    .as("rows of " + id)
                    .isEqualTo(units.get(i).size());
        }
        assertThat(lake.state(TABLE).content()).extracting(Slice::files).containsExactly(all);
        assertThat(slice(lake).lost())
                .isEqualTo(Losses.sum(units.stream().map(BadRows::lost).toList()));
        all.forEach(file -> {
            Map<String, String> footer = LinesFormat.Content.of(
                            String.valueOf(lake.files().get(file.key())))
                    .metadata();
            assertThat(footer.getOrDefault("slipway.lost", LossesJson.line(Losses.NONE)))
                    .isEqualTo(LossesJson.line(file.lost()));
        });
    }

    @Test
    void receiptsManifestAndFootersTellWhatWasLost() {
        Lake lake = lake();

        List<Export.Result> results = BadRows.export(parts(lake.store()), source(UNITS, 10));

        isExact(lake, UNITS);
        Losses all = new Losses(List.of(new Losses.OfColumn("may", 2, 0), new Losses.OfColumn("must", 0, 7)));
        assertThat(results)
                .extracting(result -> ((Export.Result.Published) result).lost())
                .containsExactly(all);
        assertThat(lake.files().get("_slipway/tables/public.a.json"))
                .contains("\"lost\" : [ {\n      \"column\" : \"may\",\n      \"nulled\" : 2,\n      \"rejected\" : 0");
        assertThat(warnings())
                .containsExactly(
                        "public.a: column may had bad values: 2 became null, 0 rows were rejected, in unit public.a/0",
                        "public.a: column must had bad values: 0 became null, 7 rows were rejected, in unit public.a/0"
                                + " and 2 more");
        assertThat(ended()).isEqualTo(Outcome.Status.DEGRADED);
    }

    @Test
    void nothingThatIsToldOrRecordedHoldsABadValue() throws IOException {
        Lake lake = lake();
        export(lake, source(UNITS, 10));

        assertThat(events).isNotEmpty().noneMatch(event -> event.toString().contains(SECRET));
        try (Stream<Path> files = Files.walk(lake.folder())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).doesNotContain(SECRET);
            }
        }
    }

    @Test
    void whereNothingIsLostNothingIsSaid() throws IOException {
        Lake lake = lake();
        export(lake, source(UNITS.subList(2, 3), 10));

        assertThat(warnings()).isEmpty();
        assertThat(ended()).isEqualTo(Outcome.Status.SUCCESS);
        try (Stream<Path> files = Files.walk(lake.folder())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).doesNotContain("lost");
            }
        }
    }

    @Test
    void aRunThatCarriesAnotherOnTellsTheSameAsAnUndisturbedOne() {
        everyKill(lake(), UNITS, UNITS);
    }

    /** Then files of the same names hold the same rows, and tell of other losses. */
    @Test
    void aRunThatCarriesOnWhatLosesMoreThanBeforeTellsTheSameAsAnUndisturbedOne() {
        Lake before = lake();
        export(before, source(UNITS, 10));
        everyKill(before, MORE, MORE);
    }

    @Test
    void whatIsLostByTheTimeARunIsCarriedOnIsWhatCounts() {
        everyKill(lake(), UNITS, MORE);
    }

    @Test
    void nullsThatAreEmptyTextsByTheTimeARunIsCarriedOnAreWhatCounts() {
        everyKill(lake(), NULLS, BLANKS);
    }

    @Test
    void aUnitWhoseNullsAreEmptyTextsNowHasChanged() {
        Lake lake = lake();
        export(lake, source(NULLS, 10));
        assertThat(DataFile.emptied(slice(lake).files())).containsExactly(new Emptied("may", 0, 2));
        export(lake, source(NULLS, 10));
        assertThat(kept()).isEqualTo(4);

        export(lake, source(BLANKS, 10));

        assertThat(DataFile.emptied(slice(lake).files())).containsExactly(new Emptied("may", 2, 0));
        Lake calm = lake();
        export(calm, source(BLANKS, 10));
        calm.files().forEach((name, text) -> {
            if (name.endsWith(".lines")) {
                assertThat(lake.files()).containsEntry(name, text);
            }
        });
    }

    /** In an export of {@code first}; the next run finds {@code then}. */
    private void everyKill(
            Lake before, List<List<List<@Nullable Object>>> first, List<List<List<@Nullable Object>>> then) {
        MemorySource killed = source(first, 10).plannedLike(source(UNITS, 10));
        MemorySource source = source(then, 10).plannedLike(source(UNITS, 10));
        FailingStore counting = new FailingStore(copy(before).store(), Point.NOWHERE);
        Lake.succeeds(BadRows.export(parts(counting), killed));
        Lake calm = copy(before);
        export(calm, source);
        List<String> warned = warnings();
        long kept = 0;
        for (int number = 1; number <= counting.operations().size(); number++) {
            Lake lake = copy(before);
            Point point = new Point(number, Moment.AFTER, true);
            killed(lake, killed, point);

            export(lake, source);

            assertThat(lake.files()).as("%s", point).isEqualTo(calm.files());
            isExact(lake, then);
            assertThat(warnings()).as("%s", point).isEqualTo(warned);
            assertThat(ended()).as("%s", point).isEqualTo(Outcome.Status.DEGRADED);
            kept += kept();
        }
        System.out.println(
                counting.operations().size() + " operations, after each a kill; " + kept + " units were kept");
        assertThat(kept).isPositive();
    }

    private void killed(Lake lake, MemorySource source, Point point) {
        try {
            BadRows.export(parts(new FailingStore(lake.store(), point)), source);
        } catch (Failure e) {
            // Killed before it had its tables, or when it ended.
        }
    }

    private Lake copy(Lake lake) {
        return Files.exists(lake.folder()) ? lake.copy(lake().folder()) : lake();
    }

    private long kept() {
        return events.stream()
                .filter(event -> event instanceof Event.UnitDone done && done.kept())
                .count();
    }

    @Test
    void aUnitThatIsTriedAgainCountsOnce() {
        Lake lake = lake();
        AtomicBoolean failed = new AtomicBoolean();
        MemorySource source = source(UNITS, 2).with((piece, batch) -> {
            if (piece.ordinal() == 0 && batch == 2 && failed.compareAndSet(false, true)) {
                throw new Failure(Failure.Kind.UNAVAILABLE, "no answer");
            }
        });

        Lake.succeeds(BadRows.export(Lake.with(parts(lake.store()), TWICE), source));

        assertThat(failed).isTrue();
        isExact(lake, UNITS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mark"})
    void anExportOfWhatIsThereAlreadyTellsTheSameAgain(String mark) {
        Lake lake = lake();
        export(lake, source(UNITS, 10).marked(mark));
        List<String> warned = warnings();
        Map<String, String> before = lake.files();
        MemorySource again = source(UNITS, 10).marked(mark);

        export(lake, again);

        assertThat(kept()).isEqualTo(4);
        assertThat(again.read()).hasSize(mark.isEmpty() ? 4 : 0);
        assertThat(lake.files()).isEqualTo(before);
        assertThat(warnings()).isEqualTo(warned);
        assertThat(ended()).isEqualTo(Outcome.Status.DEGRADED);
    }

    /** The rows of the files are the same, and so is their digest; what stands for the rest is not. */
    @Test
    void aUnitThatLosesMoreThanBeforeHasChanged() {
        Lake lake = lake();
        export(lake, source(UNITS, 10));
        List<DataFile> before = slice(lake).files();

        export(lake, source(MORE, 10).plannedLike(source(UNITS, 10)));

        isExact(lake, MORE);
        assertThat(slice(lake).rows()).isEqualTo(DataFile.rows(before));
        assertThat(slice(lake).files().subList(0, 4)).isEqualTo(before.subList(0, 4));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void countsAreThoseOfACountByHandHoweverBatchesAreCut(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 15; round++) {
            List<List<List<@Nullable Object>>> units = BadRows.random(random);
            Lake first = lake();
            export(first, source(units, 1 + random.nextInt(30)));
            Lake second = lake();
            export(second, source(units, 1 + random.nextInt(30)));

            isExact(first, units);
            assertThat(second.files()).as("seed %d, round %d", seed, round).isEqualTo(first.files());
        }
    }
}
