package dev.slipway.job;

import static dev.slipway.job.Sample.all;
import static dev.slipway.job.Sample.planned;
import static dev.slipway.job.Sample.rows;
import static dev.slipway.job.Sample.source;
import static dev.slipway.job.Sample.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.Failure;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.TypeText;
import dev.slipway.ledger.Planned;
import dev.slipway.ledger.Slice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Appending, publishing together, trying again, stopping at the first error. */
final class ExportModesTest {
    static final RunSettings TOGETHER =
            new RunSettings(Planned.Mode.REPLACE, RunSettings.Publish.PLAN, 1, Duration.ZERO, false);
    private static final RunSettings APPENDING =
            new RunSettings(Planned.Mode.APPEND, RunSettings.Publish.TABLE, 1, Duration.ZERO, false);
    private static final RunSettings THRICE =
            new RunSettings(Planned.Mode.REPLACE, RunSettings.Publish.TABLE, 3, Duration.ZERO, false);
    private static final List<List<List<@Nullable Object>>> PIECES = List.of(rows(0, 20, 1), rows(20, 45, 1));
    private static final ExportSettings ALONE = new ExportSettings("p", 15, 1_000_000, 1, false);

    @TempDir
    Path folder;

    private Lake lake;

    @BeforeEach
    void open() {
        lake = new Lake(folder);
    }

    private List<Export.Result> export(RunSettings how, MemorySource source) {
        return Lake.export(Lake.parts(lake.store(), ALONE, how, Events.NONE, Lake.run()), source);
    }

    private static void refused(ThrowingCallable call, String... words) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.CONFIG))
                .hasMessageContainingAll(words);
    }

    // Appending

    private static MemorySource part(Table table, String selection, List<List<@Nullable Object>> rows) {
        return new MemorySource(List.of(MemorySource.table(table, Sample.KEY, selection, List.of(rows))));
    }

    private List<String> selections() {
        return lake.state(table("a")).content().stream().map(Slice::selection).toList();
    }

    @Test
    void selectionsThatAreAppendedStandSideBySide() {
        Lake.succeeds(export(APPENDING, part(table("a"), "x < 20", rows(0, 20, 1))));
        List<String> first = lake.dataFiles();
        Lake.succeeds(export(APPENDING, part(table("a"), "x >= 20", rows(20, 30, 1))));

        assertThat(lake.settledRows(table("a"))).isEqualTo(rows(0, 30, 1));
        assertThat(lake.dataFiles()).containsAll(first);
        assertThat(selections()).containsExactly("x < 20", "x >= 20");
    }

    @Test
    void selectionsWithTheSameRowsHaveFilesOfTheirOwn() {
        for (List<List<@Nullable Object>> same : List.of(rows(0, 20, 1), rows(0, 0, 1))) {
            Lake.succeeds(export(APPENDING, part(table("a"), "x > 1", same)));
            Lake.succeeds(export(APPENDING, part(table("a"), "x  > 1", same)));

            assertThat(lake.settledRows(table("a")))
                    .isEqualTo(Stream.concat(same.stream(), same.stream()).toList());
            assertThat(lake.dataFiles())
                    .hasSameSizeAs(lake.manifest(table("a")).orElseThrow().files());
        }
    }

    @Test
    void theSameSelectionAppendedAgainReplacesItself() {
        Lake.succeeds(export(APPENDING, part(table("a"), "x < 20", rows(0, 20, 1))));
        Lake.succeeds(export(APPENDING, part(table("a"), "x >= 20", rows(20, 30, 1))));
        Lake.succeeds(export(APPENDING, part(table("a"), "x < 20", rows(0, 19, 2))));

        assertThat(lake.settledRows(table("a")))
                .isEqualTo(Stream.concat(rows(20, 30, 1).stream(), rows(0, 19, 2).stream())
                        .toList());
        assertThat(lake.staged()).isEmpty();
    }

    @Test
    void whatWasAppendedIsNotReplacedUnlessAskedFor() {
        Lake.succeeds(export(APPENDING, part(table("a"), "x < 20", rows(0, 20, 1))));
        Lake.succeeds(export(APPENDING, part(table("a"), "x >= 20", rows(20, 30, 1))));
        Map<String, String> before = lake.files();

        refused(() -> export(Lake.HOW, part(table("a"), "x < 20", rows(0, 20, 1))), "x >= 20", "--append", "--replace");
        assertThat(lake.files()).isEqualTo(before);

        ExportSettings replacing = new ExportSettings("p", 15, 1_000_000, 1, true);
        Lake.succeeds(Lake.export(
                Lake.parts(lake.store(), replacing, Events.NONE), part(table("a"), "x < 20", rows(0, 20, 1))));
        assertThat(lake.settledRows(table("a"))).isEqualTo(rows(0, 20, 1));
        assertThat(selections()).containsExactly("x < 20");
    }

    @Test
    void rowsOfAnotherShapeAreNotAppended() {
        Lake.succeeds(export(APPENDING, part(table("a"), "x < 20", rows(0, 20, 1))));
        Table narrow = new Table("public", "a", new Schema(List.of(TypeText.field("id", "text"))));
        MemorySource source = new MemorySource(
                List.of(MemorySource.table(narrow, Key.NONE, "x >= 20", List.of(List.of(List.of("id5"))))));

        refused(() -> export(APPENDING, source), "other columns or types", "cannot be appended");
    }

    // Publishing together

    @Test
    void ofTablesThatArePublishedTogetherNoneIsVisibleIfOneFails() {
        MemorySource both = new MemorySource(List.of(planned("a", PIECES), planned("b", PIECES)));

        List<Export.Result> results = export(TOGETHER, both.with((piece, batch) -> {
            if (piece.id().equals("public.b/1")) {
                throw new Failure(Failure.Kind.INPUT, "row 22: too long");
            }
        }));

        assertThat(results).allMatch(Export.Result.Failed.class::isInstance);
        assertThat(((Export.Result.Failed) results.getFirst()).failure())
                .hasMessageContaining("to be published together with tables that are not; run again");
        assertThat(lake.files()).isEmpty();

        MemorySource again = new MemorySource(List.of(planned("a", PIECES), planned("b", PIECES)));
        Lake.succeeds(export(TOGETHER, again));
        assertThat(again.read()).containsExactly("public.b/1");
        assertThat(lake.settledRows(table("a"))).isEqualTo(all(PIECES));
        assertThat(lake.settledRows(table("b"))).isEqualTo(all(PIECES));
        assertThat(lake.staged()).isEmpty();
    }

    @Test
    void aTableThatWasPublishedBeforeItsFellowFailedIsToldAsPublished() {
        Events failing = event -> {
            if (event instanceof Event.FilePublished visible
                    && visible.file().key().startsWith("public.b")) {
                throw new Failure(Failure.Kind.UNAVAILABLE, "told to fail");
            }
        };
        List<Export.Result> results = Lake.export(
                Lake.parts(lake.store(), ALONE, TOGETHER, failing, Lake.run()),
                new MemorySource(List.of(planned("a", PIECES), planned("b", PIECES))));

        assertThat(results.getFirst()).isInstanceOf(Export.Result.Published.class);
        assertThat(results.getLast()).isInstanceOf(Export.Result.Failed.class);
    }

    // Trying again

    private Queue<Event> tried(MemorySource source) {
        Queue<Event> events = new ConcurrentLinkedQueue<>();
        Lake.export(Lake.parts(lake.store(), ALONE, THRICE, events::add, Lake.run()), source);
        return events;
    }

    private static MemorySource failing(Failure.Kind kind, int times) {
        AtomicInteger left = new AtomicInteger(times);
        return source("a", PIECES).with((piece, batch) -> {
            if (piece.ordinal() == 1 && batch == 1 && left.getAndDecrement() > 0) {
                throw new Failure(kind, "failure");
            }
        });
    }

    private static List<Boolean> failures(Queue<Event> events) {
        return events.stream()
                .filter(Event.UnitFailed.class::isInstance)
                .map(event -> ((Event.UnitFailed) event).again())
                .toList();
    }

    @Test
    void whoDoesNotAnswerIsAskedAgain() {
        MemorySource source = failing(Failure.Kind.UNAVAILABLE, 2);

        assertThat(failures(tried(source))).containsExactly(true, true);
        assertThat(source.read()).containsExactly("public.a/0", "public.a/1", "public.a/1", "public.a/1");
        assertThat(lake.settledRows(table("a"))).isEqualTo(all(PIECES));
        assertThat(lake.staged()).isEmpty();
    }

    @Test
    void whoNeverAnswersIsAskedAsOftenAsAllowed() {
        assertThat(failures(tried(failing(Failure.Kind.UNAVAILABLE, 9)))).containsExactly(true, true, false);
        assertThat(lake.files()).isEmpty();
        assertThat(lake.forgotten()).isEmpty();
    }

    @Test
    void whatIsWrongStaysWrongHoweverOftenItIsTried() {
        assertThat(failures(tried(failing(Failure.Kind.INPUT, 9)))).containsExactly(false);
    }

    @Test
    void withoutItsSnapshotNothingIsTriedAgain() {
        MemorySource source = source("a", PIECES);
        assertThat(failures(tried(source.with((piece, batch) -> {
                    source.loseSnapshot();
                    throw new Failure(Failure.Kind.UNAVAILABLE, "the connection is gone");
                }))))
                .contains(false)
                .doesNotContain(true);
    }

    @Test
    void theFirstErrorStopsTheRunIfThatIsAskedFor() {
        RunSettings stopping = new RunSettings(Planned.Mode.REPLACE, RunSettings.Publish.TABLE, 1, Duration.ZERO, true);
        MemorySource both = new MemorySource(List.of(planned("a", PIECES), planned("b", PIECES)));
        MemorySource source = both.with((piece, batch) -> {
            if (piece.id().equals("public.a/0")) {
                throw new Failure(Failure.Kind.INPUT, "row 5: too long");
            }
        });

        List<Export.Result> results = export(stopping, source);

        assertThat(results)
                .extracting(result -> ((Export.Result.Failed) result).failure().kind())
                .containsExactly(Failure.Kind.INPUT, Failure.Kind.UNAVAILABLE);
        assertThat(source.read()).containsExactly("public.a/0");
    }
}
