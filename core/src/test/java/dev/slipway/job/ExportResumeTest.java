package dev.slipway.job;

import static dev.slipway.job.Sample.all;
import static dev.slipway.job.Sample.rows;
import static dev.slipway.job.Sample.source;
import static dev.slipway.job.Sample.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.Failure;
import dev.slipway.data.Table;
import dev.slipway.ledger.Borders;
import dev.slipway.ledger.DataFile;
import dev.slipway.ledger.Planned;
import dev.slipway.ledger.TableState;
import dev.slipway.ledger.Work;
import dev.slipway.store.MortalStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Resuming is not starting over: what was recorded and is still true is not written again, and nothing else counts. */
final class ExportResumeTest {
    private static final List<List<List<@Nullable Object>>> PIECES =
            List.of(rows(0, 20, 1), rows(20, 45, 1), rows(45, 60, 1), rows(60, 85, 1));
    private static final ExportSettings ALONE = new ExportSettings("p", 15, 1_000_000, 1, false);

    @TempDir
    Path folder;

    private Lake lake;

    @BeforeEach
    void open() {
        lake = new Lake(folder);
    }

    private Export.Parts parts() {
        return Lake.parts(lake.store(), ALONE, Events.NONE);
    }

    private static String unit(int ordinal) {
        return "public.a/" + ordinal;
    }

    /** A run that is killed when so many units are recorded. */
    private void killedAfter(int units, MemorySource source) {
        MortalStore store = new MortalStore(lake.store());
        Export.Parts parts = Lake.parts(store, ALONE, Events.NONE);
        List<Export.Result> results = Lake.export(parts, source.with((piece, batch) -> {
            if (piece.ordinal() == units && batch == 0) {
                parts.ledger().flush();
                store.kill();
            }
        }));
        assertThat(results).allMatch(Export.Result.Failed.class::isInstance);
        assertThat(work().units()).hasSize(units);
    }

    /** A run that is killed when a unit is recorded and about to be read back. */
    private void killedReadingBack() {
        MortalStore store = new MortalStore(lake.store());
        Export.Parts parts = Lake.parts(store, ALONE, Events.NONE);
        Verifier dying = (from, blob) -> {
            parts.ledger().flush();
            store.kill();
            throw new Failure(Failure.Kind.UNAVAILABLE, "killed");
        };
        Lake.export(Lake.with(parts, Optional.of(dying)), source("a", PIECES));
    }

    private Work work() {
        return lake.state(table("a")).work().orElseThrow();
    }

    /** The next run writes these units and no others; those that it compares are the ones that it keeps. */
    private void writes(MemorySource source, List<Integer> written, List<Integer> compared) {
        Lake.succeeds(Lake.export(parts(), source));
        assertThat(source.read())
                .isEqualTo(written.stream().map(ExportResumeTest::unit).toList());
        assertThat(source.compared())
                .isEqualTo(compared.stream().map(ExportResumeTest::unit).toList());
        assertThat(lake.forgotten()).as("staged files of what was recorded").noneMatch(this::recorded);
    }

    private boolean recorded(String staged) {
        return stagedBefore.contains(staged);
    }

    private final List<String> stagedBefore = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void whatWasRecordedBeforeAKillIsNotWrittenAgain(int recorded) {
        killedAfter(recorded, source("a", PIECES));
        work().units().values().forEach(unit -> unit.files().forEach(file -> stagedBefore.add(file.staged())));

        List<Integer> kept = List.of(0, 1, 2, 3).subList(0, recorded);
        writes(source("a", PIECES), List.of(0, 1, 2, 3).subList(recorded, 4), kept);

        assertThat(lake.settledRows(table("a"))).isEqualTo(all(PIECES));
    }

    @Test
    void whatWasRecordedBeforeSeveralKillsIsNotWrittenAgain() {
        for (int recorded = 1; recorded < 4; recorded++) {
            killedAfter(recorded, source("a", PIECES));
        }
        writes(source("a", PIECES), List.of(3), List.of(0, 1, 2));
        assertThat(lake.settledRows(table("a"))).isEqualTo(all(PIECES));
    }

    @Test
    void aUnitWhoseRowsAreOthersByNowIsWrittenAgain() {
        killedAfter(3, source("a", PIECES));
        List<List<List<@Nullable Object>>> changed = new ArrayList<>(PIECES);
        changed.set(1, rows(20, 45, 2));

        writes(source("a", changed), List.of(1, 3), List.of(0, 1, 2));

        assertThat(lake.settledRows(table("a"))).isEqualTo(all(changed));
    }

    /** The fingerprint of {@link MemorySource} is the number of rows. */
    @Test
    void aUnitThatIsPlannedOtherwiseIsWrittenAgain() {
        killedAfter(3, source("a", PIECES));
        List<List<List<@Nullable Object>>> changed = new ArrayList<>(PIECES);
        changed.set(1, rows(20, 46, 1));
        changed.set(2, rows(46, 61, 1));

        writes(source("a", changed), List.of(1, 2, 3), List.of(0, 2));

        assertThat(lake.settledRows(table("a"))).isEqualTo(all(changed));
        assertThat(lake.staged()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"q, 15", "p, 16"})
    void whatWasWrittenWithOtherSettingsIsWrittenAgain(String prefix, long rowsPerFile) {
        killedAfter(3, source("a", PIECES));
        MemorySource source = source("a", PIECES);

        Lake.succeeds(Lake.export(
                Lake.parts(lake.store(), new ExportSettings(prefix, rowsPerFile, 1_000_000, 1, false), Events.NONE),
                source));

        assertThat(source.read()).hasSize(4);
        assertThat(source.compared()).isEmpty();
        assertThat(lake.settledRows(table("a"))).isEqualTo(all(PIECES));
        assertThat(lake.staged()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gone", "damaged", "torn"})
    void whatIsNotWholeAnyMoreIsWrittenAgain(String how) throws IOException {
        killedAfter(3, source("a", PIECES));
        Path staged = folder.resolve(work().units().values().stream()
                .toList()
                .get(1)
                .files()
                .getFirst()
                .staged());
        byte[] bytes = Files.readAllBytes(staged);
        switch (how) {
            case "gone" -> Files.delete(staged);
            case "torn" -> Files.write(staged, new byte[0]);
            default -> {
                bytes[bytes.length / 2] ^= 1;
                Files.write(staged, bytes);
            }
        }

        writes(source("a", PIECES), List.of(1, 3), List.of(0, 2));

        assertThat(lake.settledRows(table("a"))).isEqualTo(all(PIECES));
        assertThat(lake.staged()).isEmpty();
    }

    @Test
    void whatTheSourceVouchesForIsNotEvenRead() {
        killedAfter(3, source("a", PIECES).marked("m1"));

        writes(source("a", PIECES).marked("m1"), List.of(3), List.of());
        assertThat(lake.settledRows(table("a"))).isEqualTo(all(PIECES));

        writes(source("a", PIECES).marked("m1"), List.of(), List.of());
        writes(source("a", PIECES).marked("m2"), List.of(), List.of(0, 1, 2, 3));
        writes(source("a", PIECES).marked("m2"), List.of(), List.of());
    }

    @Test
    void aPublishedTableThatIsTheSameKeepsItsFiles() throws IOException {
        Lake.succeeds(Lake.export(parts(), source("a", PIECES)));
        Map<String, Object> before = inodes();

        writes(source("a", PIECES), List.of(), List.of(0, 1, 2, 3));

        assertThat(inodes()).isEqualTo(before);
    }

    private Map<String, Object> inodes() throws IOException {
        Map<String, Object> inodes = new TreeMap<>();
        for (String name : lake.dataFiles()) {
            inodes.put(name, Files.getAttribute(folder.resolve(name), "unix:ino"));
        }
        return inodes;
    }

    /** It may be answered next time: nothing that was written is worth less for it. */
    @Test
    void aSourceThatDoesNotAnswerTakesNothingFromWhatIsRecorded() {
        killedAfter(3, source("a", PIECES));
        Lake.export(parts(), source("a", PIECES).with((piece, batch) -> {
            throw new Failure(Failure.Kind.UNAVAILABLE, "no answer");
        }));

        assertThat(work().units()).containsOnlyKeys(0, 1, 2);
        writes(source("a", PIECES), List.of(3), List.of(0, 1, 2));
        assertThat(lake.staged()).isEmpty();
    }

    @Test
    void whatWasWrittenAndNotReadBackIsReadBackBeforeItIsPublished() {
        killedReadingBack();
        assertThat(work().units()).containsOnlyKeys(0);
        assertThat(work().units().get(0)).matches(done -> !done.verified());

        List<String> verified = new ArrayList<>();
        Verifier noting = (from, blob) -> {
            verified.add(blob.key());
            return new LinesVerifier().digest(from, blob);
        };
        MemorySource source = source("a", PIECES);
        Lake.succeeds(Lake.export(Lake.with(parts(), Optional.of(noting)), source));

        assertThat(source.read()).containsExactly(unit(1), unit(2), unit(3));
        assertThat(verified).hasSize(7);
        assertThat(lake.manifest(table("a")).orElseThrow().files()).allMatch(DataFile::verified);
    }

    @Test
    void whatDoesNotReadBackNextTimeIsWrittenAgainTheTimeAfter() {
        killedReadingBack();
        Verifier wrong = (from, blob) -> Lake.digest(table("a"), rows(0, 1, 1));
        Lake.export(Lake.with(parts(), Optional.of(wrong)), source("a", PIECES));
        assertThat(work().troubles().get(0))
                .satisfies(trouble -> assertThat(trouble.kind()).isEqualTo("CORRUPT"));

        writes(source("a", PIECES), List.of(0, 1, 2, 3), List.of());
        assertThat(lake.staged()).isEmpty();
    }

    // What the next run is told

    @Test
    void theSourceIsToldWhereATableWasCut() {
        Borders borders = new Borders("pages", List.of("10", "20", "30"));
        Plan.PlannedTable<MemorySource.Piece> plain = Sample.planned("a", PIECES);
        MemorySource cut = new MemorySource(List.of(new Plan.PlannedTable<>(
                plain.table(), plain.selection(), "", plain.units(), borders, 1, 1, plain.key(), List.of())));
        killedAfter(2, cut);
        MemorySource next = source("a", PIECES);
        MemorySource other = new MemorySource(
                List.of(MemorySource.table(table("a"), Sample.KEY, "public.a WHERE x", List.of(rows(0, 1, 1)))));
        other.open(parts().context(), Earlier.of(parts().ledger()));
        assertThat(other.cutBefore()).as("of another selection").isEmpty();

        Lake.succeeds(Lake.export(parts(), next));
        assertThat(next.cutBefore()).containsExactly(borders);

        MemorySource last = source("a", PIECES);
        Lake.succeeds(Lake.export(parts(), last));
        assertThat(last.cutBefore()).as("what is published is cut anew").isEmpty();
    }

    @Test
    void thePlanIsRecordedBeforeAnythingIsWritten() {
        List<Planned> seen = new ArrayList<>();
        Export.Parts parts = parts();
        Lake.succeeds(Lake.export(parts, source("a", PIECES).with((piece, batch) -> {
            TableState state = lake.state(table("a"));
            seen.add(state.work().orElseThrow().plan());
        })));

        assertThat(seen).isNotEmpty().allSatisfy(plan -> {
            assertThat(plan.run()).isEqualTo(parts.claimant().run());
            assertThat(plan.fingerprints()).hasSize(4);
            assertThat(plan.readBack()).isTrue();
        });
    }

    @Test
    void whatWentWrongIsRecordedUnderTheTablesOwnName() {
        Table odd = new Table("s.x", "t/é", table("a").schema());
        MemorySource source = new MemorySource(List.of(MemorySource.table(odd, Sample.KEY, "all", PIECES)))
                .with((piece, batch) -> {
                    if (piece.ordinal() == 2) {
                        throw new Failure(Failure.Kind.INPUT, "row 47: too long");
                    }
                });

        Lake.export(parts(), source);

        assertThat(lake.state(odd).work().orElseThrow().troubles())
                .isEqualTo(Map.of(2, new Work.Trouble("INPUT", "row 47: too long")));
    }

    @Test
    void withoutItsLedgerAFolderIsTakenInFromItsManifests() {
        Lake.succeeds(Lake.export(parts(), source("a", PIECES)));
        Map<String, String> before = lake.files();
        lake.forgetLedger();

        writes(source("a", PIECES), List.of(), List.of(0, 1, 2, 3));

        assertThat(lake.files()).isEqualTo(before);
        lake.forgetLedger();
        Lake.succeeds(Lake.export(parts(), source("a", List.of(rows(0, 3, 5)))));
        assertThat(lake.settledRows(table("a"))).isEqualTo(rows(0, 3, 5));
        assertThat(lake.dataFiles()).hasSize(1);
    }
}
