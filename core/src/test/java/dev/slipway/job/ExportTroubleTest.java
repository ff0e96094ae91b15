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
import dev.slipway.ledger.Claimant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong in an export leaves nothing visible of the table concerned, and says why. */
final class ExportTroubleTest {
    private static final List<List<List<@Nullable Object>>> PIECES =
            List.of(rows(0, 40, 1), rows(40, 45, 1), rows(45, 100, 1));

    @TempDir
    Path folder;

    private Lake lake;

    @BeforeEach
    void open() {
        lake = new Lake(folder);
    }

    private static Failure failure(List<Export.Result> results, String table) {
        return results.stream()
                .filter(result -> result.table().equals(table))
                .map(result -> ((Export.Result.Failed) result).failure())
                .findFirst()
                .orElseThrow();
    }

    private static void isFailure(Failure failure, Failure.Kind kind, String... words) {
        assertThat(failure).hasMessageContainingAll(words);
        assertThat(failure.kind()).isEqualTo(kind);
    }

    private void nothingIsLeft() {
        assertThat(lake.files()).isEmpty();
        assertThat(lake.forgotten()).isEmpty();
    }

    private static MemorySource.Interference at(String unit, int batch, Runnable action) {
        return (piece, number) -> {
            if (piece.id().equals(unit) && number == batch) {
                action.run();
            }
        };
    }

    private static Runnable throwing(RuntimeException e) {
        return () -> {
            throw e;
        };
    }

    // Reading

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void aTableThatFailsLeavesNothingAndDoesNotStopTheOthers(int workers) {
        ExportSettings settings = new ExportSettings("p", 20, 1_000_000, workers, false);
        MemorySource source = new MemorySource(
                        List.of(planned("a", PIECES), planned("b", PIECES), planned("c", PIECES)))
                .with(at("public.b/2", 2, throwing(new Failure(Failure.Kind.INPUT, "row 47: too long"))));

        List<Export.Result> results = Lake.export(Lake.parts(lake.store(), settings, Events.NONE), source);

        isFailure(failure(results, "public.b"), Failure.Kind.INPUT, "row 47: too long");
        assertThat(lake.settledRows(table("a"))).isEqualTo(all(PIECES));
        assertThat(lake.settledRows(table("c"))).isEqualTo(all(PIECES));
        assertThat(lake.files().keySet()).noneMatch(name -> name.contains("public.b"));
        assertThat(lake.forgotten()).isEmpty();
    }

    @Test
    void whatIsNoLongerKnownToBeOneSnapshotIsNotPublished() {
        MemorySource source = source("a", PIECES);

        List<Export.Result> results = lake.export(source.with(at("public.a/2", 1, source::loseSnapshot)));

        isFailure(failure(results, "public.a"), Failure.Kind.UNAVAILABLE, "snapshot");
        nothingIsLeft();
    }

    @Test
    void anErrorInTheMiddleIsNotTheEndOfTheRows() {
        lake.export(source("a", PIECES));
        Map<String, String> before = lake.files();

        List<Export.Result> results = lake.export(source("a", List.of(rows(0, 200, 2)))
                .with(at("public.a/0", 9, throwing(new IllegalStateException("x")))));

        isFailure(failure(results, "public.a"), Failure.Kind.UNKNOWN, "unexpected: ", "IllegalStateException: x");
        assertThat(lake.files()).isEqualTo(before);
        assertThat(lake.forgotten()).isEmpty();
    }

    @Test
    void runningOutOfMemoryIsToldAsSuch() {
        List<Export.Result> results = lake.export(source("a", PIECES).with(at("public.a/1", 1, () -> {
            throw new OutOfMemoryError("told to");
        })));

        isFailure(failure(results, "public.a"), Failure.Kind.UNAVAILABLE, "not enough memory", "fewer connections");
        nothingIsLeft();
    }

    @Test
    void theFirstFailureIsTheOneThatIsTold() {
        AtomicInteger count = new AtomicInteger();
        ExportSettings alone = new ExportSettings("p", 1000, 1_000_000, 1, false);
        List<Export.Result> results = Lake.export(
                Lake.parts(lake.store(), alone, Events.NONE),
                source("a", PIECES).with((piece, batch) -> {
                    throw new Failure(Failure.Kind.UNAVAILABLE, "failure " + count.incrementAndGet());
                }));

        isFailure(failure(results, "public.a"), Failure.Kind.UNAVAILABLE, "failure 1");
        assertThat(count).as("units tried, also after a failure").hasValue(3);
        nothingIsLeft();
    }

    // Read-back

    @Test
    void aFileThatDoesNotReadBackAsItWasExportedIsNotPublished() {
        Export.Parts parts = lake.parts();
        LinesFormat wrong =
                new LinesFormat(16, line -> line.contains("\"id41\"") ? line.replace("\"41\"", "\"42\"") : line);

        List<Export.Result> results = Lake.export(Lake.with(parts, wrong), source("a", PIECES));

        isFailure(
                failure(results, "public.a"),
                Failure.Kind.CORRUPT,
                "public.a/1",
                "does not read back",
                "expected " + Lake.digest(table("a"), PIECES.get(1)),
                ", read v1:5:",
                "nothing of it was published");
        nothingIsLeft();
    }

    @Test
    void aVerifierThatFailsLeavesNothing() {
        Export.Parts parts = lake.parts();
        Verifier failing = (store, blob) -> {
            throw new Failure(Failure.Kind.CORRUPT, "cannot be read");
        };

        List<Export.Result> results =
                Lake.export(Lake.with(parts, Optional.of(failing)), source("a", List.of(List.of())));

        isFailure(failure(results, "public.a"), Failure.Kind.CORRUPT, "cannot be read");
        nothingIsLeft();
    }

    // Refusals

    @Test
    void aTableThatTheFormatCannotHoldIsRefusedBeforeAnythingIsBegun() {
        AtomicBoolean read = new AtomicBoolean();
        Table struct = new Table("public", "s", new Schema(List.of(TypeText.field("c", "struct<a:int32>"))));
        MemorySource source = new MemorySource(
                        List.of(planned("a", PIECES), MemorySource.table(struct, Key.NONE, "s", List.of(List.of()))))
                .with((piece, batch) -> read.set(true));

        assertThatThrownBy(() -> lake.export(source)).hasMessageContaining("lines hold no structs like public.s.c");

        assertThat(read).isFalse();
        nothingIsLeft();
    }

    @Test
    void aTableNamedTwiceIsRefused() {
        assertThatThrownBy(() -> lake.export(new MemorySource(List.of(planned("a", PIECES), planned("a", PIECES)))))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("public.a is there twice");
        nothingIsLeft();
    }

    @Test
    void aForeignFileInTheWayIsLeftAlone() throws IOException {
        lake.export(source("a", PIECES));
        String name = lake.dataFiles().get(1);
        Files.delete(folder.resolve("_slipway/tables/public.a.json"));
        lake.forgetLedger();
        Files.writeString(folder.resolve(name), "not ours");

        List<Export.Result> results = lake.export(source("a", PIECES));

        isFailure(
                failure(results, "public.a"),
                Failure.Kind.CONFIG,
                folder + "/" + name,
                "is there already, with other content",
                "move it away or export to another folder");
        assertThat(folder.resolve(name)).hasContent("not ours");
        assertThat(lake.forgotten()).isEmpty();

        Files.delete(folder.resolve(name));
        Lake.succeeds(lake.export(source("a", PIECES)));
        assertThat(lake.settledRows(table("a"))).isEqualTo(all(PIECES));
    }

    @Test
    void aDamagedFileOfOursIsReplaced() throws IOException {
        lake.export(source("a", PIECES));
        Map<String, String> before = lake.files();
        Files.writeString(folder.resolve(lake.dataFiles().get(1)), "damaged");

        Lake.succeeds(lake.export(source("a", PIECES)));

        assertThat(lake.files()).isEqualTo(before);
    }

    /** It has the name of a replaced file and is not it. */
    @Test
    void aForeignFileInThePlaceOfOneThatIsReplacedIsLeftAlone() throws IOException {
        lake.export(source("a", PIECES));
        String key = lake.dataFiles().getFirst();
        Files.writeString(folder.resolve(key), "somebody else's");
        List<Event> events = new ArrayList<>();

        Lake.succeeds(
                Lake.export(Lake.parts(lake.store(), Lake.SETTINGS, events::add), source("a", List.of(rows(0, 7, 9)))));

        assertThat(folder.resolve(key)).hasContent("somebody else's");
        assertThat(events).anySatisfy(event -> assertThat(event)
                .isInstanceOfSatisfying(
                        Event.Warned.class, warned -> assertThat(warned.text()).contains(key, "left alone")));
    }

    /** Whose a table is, its manifest says when there is no ledger any more. */
    @Test
    void aTableOfAnotherJobIsRefusedWithoutALedgerToo() {
        Export.Parts theirs = parts("theirs");
        Lake.export(theirs, source("a", PIECES));
        lake.forgetLedger();

        assertThatThrownBy(() -> lake.export(source("a", PIECES)))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.CONFIG))
                .hasMessageContainingAll("belongs to job \"theirs\"", "--replace");
        Lake.succeeds(Lake.export(parts("theirs"), source("a", PIECES)));
    }

    private Export.Parts parts(String job) {
        Export.Parts parts = lake.parts();
        Claimant who = parts.claimant();
        return new Export.Parts(
                parts.store(),
                parts.format(),
                parts.verifier(),
                parts.settings(),
                parts.how(),
                parts.context(),
                parts.clock(),
                parts.ledger(),
                new Claimant(who.run(), job, who.holder(), who.lease(), who.gone(), false),
                parts.unlisted());
    }

    @Test
    void aManifestThatIsNoneStopsTheRunBeforeItBegins() throws IOException {
        lake.export(source("a", PIECES));
        Files.writeString(folder.resolve("_slipway/tables/public.a.json"), "{}");
        lake.forgetLedger();
        Map<String, String> before = lake.files();

        assertThatThrownBy(() -> lake.export(source("a", PIECES)))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.CORRUPT))
                .hasMessageContainingAll("public.a.json is not a manifest of Slipway", "slipway.manifest");
        assertThat(lake.files()).isEqualTo(before);
    }

    // Stopping

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aStopLeavesNothingStaged(int workers) {
        Export.Parts parts =
                Lake.parts(lake.store(), new ExportSettings("p", 20, 1_000_000, workers, false), Events.NONE);
        MemorySource source = new MemorySource(List.of(planned("a", PIECES), planned("b", PIECES)))
                .with(at("public.a/2", 4, parts.context().cancel()::request));

        List<Export.Result> results = Lake.export(parts, source);

        isFailure(failure(results, "public.a"), Failure.Kind.CANCELLED, "interrupted");
        isFailure(failure(results, "public.b"), Failure.Kind.CANCELLED, "interrupted");
        nothingIsLeft();
    }

    @Test
    void aStopDuringPublicationLetsTheTableBePublishedWhole() {
        AtomicBoolean first = new AtomicBoolean(true);
        Cancel cancel = new Cancel();
        Events stopping = event -> {
            if (event instanceof Event.FilePublished && first.getAndSet(false)) {
                cancel.request();
            }
        };
        ExportSettings alone = new ExportSettings("p", 1000, 1_000_000, 1, false);
        Export.Parts parts = Lake.parts(lake.store(), alone, stopping);
        List<Export.Result> results = Lake.export(
                Lake.with(parts, new Context(cancel, stopping)),
                new MemorySource(List.of(planned("a", PIECES), planned("b", PIECES))));

        assertThat(lake.settledRows(table("a"))).isEqualTo(all(PIECES));
        isFailure(failure(results, "public.b"), Failure.Kind.CANCELLED, "interrupted");
        assertThat(lake.files().keySet()).noneMatch(name -> name.contains("public.b"));
        assertThat(lake.forgotten()).isEmpty();
    }

    // Two at once

    @Test
    void whoeverReadTheManifestBeforeAnotherRunPublishedIsFenced() {
        lake.export(source("a", PIECES));
        List<List<List<@Nullable Object>>> theirs = List.of(rows(0, 9, 3));

        List<Export.Result> results = lake.export(source("a", List.of(rows(0, 50, 2)))
                .with(at("public.a/0", 2, () -> Lake.succeeds(lake.export(source("a", theirs))))));

        isFailure(
                failure(results, "public.a"),
                Failure.Kind.FENCED,
                "public.a was taken over by run run-",
                "of job job (process 1 on host)");
        assertThat(lake.settledRows(table("a"))).isEqualTo(all(theirs));
        assertThat(lake.dataFiles()).hasSize(1);
        assertThat(lake.forgotten()).isEmpty();
    }

    /** Theirs holds files again that ours is about to remove. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoeverIsOvertakenWhilePublishingTouchesNothingMore(boolean whileRemoving) {
        lake.export(source("a", PIECES));
        List<List<List<@Nullable Object>>> theirs = List.of(rows(0, 9, 3), PIECES.get(1), PIECES.get(2));
        AtomicBoolean first = new AtomicBoolean(true);
        Events interfering = event -> {
            boolean due = whileRemoving ? event instanceof Event.FileRemoved : event instanceof Event.FilePublished;
            if (due && first.getAndSet(false)) {
                Lake.succeeds(lake.export(source("a", theirs)));
            }
        };

        List<Export.Result> results = Lake.export(
                Lake.parts(lake.store(), Lake.SETTINGS, interfering),
                source("a", List.of(rows(0, 50, 2), rows(50, 60, 2), rows(60, 70, 2))));

        isFailure(failure(results, "public.a"), Failure.Kind.FENCED, "public.a was taken over by run");
        assertThat(lake.settledRows(table("a"))).isEqualTo(all(theirs));
        assertThat(lake.dataFiles()).hasSize(3);
        assertThat(lake.forgotten()).isEmpty();
    }
}
