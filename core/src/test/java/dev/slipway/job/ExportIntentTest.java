package dev.slipway.job;

import static dev.slipway.job.Sample.all;
import static dev.slipway.job.Sample.planned;
import static dev.slipway.job.Sample.rows;
import static dev.slipway.job.Sample.source;
import static dev.slipway.job.Sample.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.Failure;
import dev.slipway.format.Format;
import dev.slipway.ledger.DataFile;
import dev.slipway.ledger.TableState;
import dev.slipway.ledger.UnitFile;
import dev.slipway.store.MortalStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run had begun to make visible is brought to its end before anything else, or given up for good. */
final class ExportIntentTest {
    private static final List<List<List<@Nullable Object>>> OLD = List.of(rows(0, 20, 1), rows(20, 40, 1));
    private static final List<List<List<@Nullable Object>>> NEW = List.of(rows(0, 20, 2), rows(20, 45, 2));
    private static final List<List<List<@Nullable Object>>> NEWER = List.of(rows(0, 9, 3));
    private static final ExportSettings ALONE = new ExportSettings("p", 15, 1_000_000, 1, false);

    @TempDir
    Path folder;

    private Lake lake;

    @BeforeEach
    void open() {
        lake = new Lake(folder);
    }

    /** Killed when so many files of the change had become visible. */
    private void killedPublishing(int files, MemorySource source) {
        killedPublishing(files, ALONE, new LinesFormat(16), source);
    }

    private void killedPublishing(int files, ExportSettings settings, Format format, MemorySource source) {
        MortalStore store = new MortalStore(lake.store());
        List<Event> visible = new ArrayList<>();
        Events killing = event -> {
            if (event instanceof Event.FilePublished) {
                visible.add(event);
            }
            if (visible.size() == files) {
                store.kill();
            }
        };
        Lake.export(Lake.with(Lake.parts(store, settings, killing), format), source);
        assertThat(state().change()).isPresent();
    }

    private void loseWhatIsStaged() throws IOException {
        for (UnitFile file : state().work().orElseThrow().files()) {
            Files.deleteIfExists(folder.resolve(file.staged()));
        }
    }

    private TableState state() {
        return lake.state(table("a"));
    }

    private Queue<Event> next(MemorySource source) {
        Queue<Event> events = new ConcurrentLinkedQueue<>();
        try {
            Lake.export(Lake.parts(lake.store(), ALONE, events::add), source);
        } catch (Failure e) {
            events.add(new Event.Warned("failed: " + e.text()));
        }
        return events;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void anIntentIsBroughtToItsEndAndThenTheNewRowsCount(int visible) {
        lake.export(source("a", OLD));
        killedPublishing(visible, source("a", NEW));

        Queue<Event> events = next(source("a", NEWER));

        assertThat(events).filteredOn(Event.RolledForward.class::isInstance).hasSize(1);
        assertThat(lake.settledRows(table("a"))).isEqualTo(all(NEWER));
        assertThat(lake.dataFiles()).hasSize(1);
        assertThat(lake.staged()).isEmpty();
    }

    @Test
    void anIntentIsBroughtToItsEndEvenIfTheSourceDoesNotAnswer() {
        lake.export(source("a", OLD));
        killedPublishing(1, source("a", NEW));

        next(source("a", NEWER).with((piece, batch) -> {
            throw new Failure(Failure.Kind.UNAVAILABLE, "no answer");
        }));

        assertThat(lake.settledRows(table("a"))).isEqualTo(all(NEW));
        assertThat(state().change()).isEmpty();
    }

    @Test
    void anIntentOfAnotherSelectionIsNotReplacedUnasked() {
        MemorySource other = new MemorySource(
                List.of(MemorySource.table(table("a"), Sample.KEY, "public.a WHERE size > 5", List.of(rows(2, 9, 1)))));
        killedPublishing(1, other);

        assertThatThrownBy(() -> lake.export(source("a", NEW)))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.CONFIG))
                .hasMessageContainingAll("\"public.a WHERE size > 5\"", "--replace");
    }

    @Test
    void anIntentWhoseFilesAreGoneIsGivenUpAndWhatItShowedGoesWithTheNextChange() throws IOException {
        lake.export(source("a", OLD));
        killedPublishing(1, source("a", NEW));
        loseWhatIsStaged();

        Queue<Event> events = next(source("a", NEWER).with((piece, batch) -> {
            throw new Failure(Failure.Kind.UNAVAILABLE, "no answer");
        }));
        assertThat(events)
                .filteredOn(Event.Warned.class::isInstance)
                .extracting(Object::toString)
                .first()
                .asString()
                .contains("staged files are gone; it is exported anew");
        assertThat(state().content()).hasSize(1);
        assertThat(state().strays()).hasSize(4);
        for (DataFile file : state().content().getFirst().files()) {
            assertThat(folder.resolve(file.key())).exists();
        }

        lake.export(source("a", NEWER));
        assertThat(lake.settledRows(table("a"))).isEqualTo(all(NEWER));
        assertThat(lake.dataFiles()).hasSize(1);
        assertThat(state().strays()).isEmpty();
    }

    /** The same rows written with other settings have the same name and other bytes: it is ours, whichever of them stands there. */
    @Test
    void aFileWithTwoReceiptsIsRemovedWhicheverOfThemItIs() throws IOException {
        Lake.succeeds(Lake.export(Lake.parts(lake.store(), ALONE, Events.NONE), source("a", OLD)));
        List<String> names = lake.dataFiles();
        ExportSettings others = new ExportSettings("p", 15, 2_000_000, 1, false);
        killedPublishing(1, others, new LinesFormat(16, line -> line + ' '), source("a", OLD));
        assertThat(lake.dataFiles()).isEqualTo(names);
        loseWhatIsStaged();

        next(source("a", NEWER));

        assertThat(lake.settledRows(table("a"))).isEqualTo(all(NEWER));
        assertThat(lake.dataFiles()).hasSize(1);
    }

    @Test
    void theLedgerTellsOfFilesThatMayBeThere() {
        lake.export(source("a", OLD));
        List<String> old = lake.dataFiles();
        killedPublishing(2, source("a", NEW));

        assertThat(state().known()).extracting(DataFile::key).containsAll(lake.dataFiles());
        assertThat(lake.rows(table("a"))).isEqualTo(all(OLD));
        assertThat(lake.dataFiles()).as("old before new").containsAll(old);
    }

    @Test
    void tablesThatWereToBePublishedTogetherAreBroughtToTheirEndTogether() {
        MortalStore store = new MortalStore(lake.store());
        Export.Parts parts = Lake.parts(
                store,
                ALONE,
                ExportModesTest.TOGETHER,
                event -> {
                    if (event instanceof Event.FilePublished visible
                            && visible.file().key().startsWith("public.b")) {
                        store.kill();
                    }
                },
                Lake.run());
        MemorySource both = new MemorySource(List.of(planned("a", OLD), planned("b", NEW)));
        Lake.export(parts, both);
        assertThat(lake.manifest(table("a")).orElseThrow().files()).isNotEmpty();
        assertThat(lake.state(table("b")).change()).isPresent();

        Lake.succeeds(lake.export(both));

        assertThat(lake.settledRows(table("a"))).isEqualTo(all(OLD));
        assertThat(lake.settledRows(table("b"))).isEqualTo(all(NEW));
        assertThat(lake.staged()).isEmpty();
    }

    @Test
    void whatIsBroughtToItsEndIsThatAndNothingElse() {
        killedPublishing(1, source("a", NEW));
        Map<String, String> staged = lake.staged();
        assertThat(staged).hasSize(3);

        MemorySource same = source("a", NEW);
        next(same);

        assertThat(same.read()).as("units written again").isEmpty();
        assertThat(lake.settledRows(table("a"))).isEqualTo(all(NEW));
        assertThat(lake.staged()).isEmpty();
    }
}
