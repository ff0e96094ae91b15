package dev.slipway.job;

import static dev.slipway.job.Sample.all;
import static dev.slipway.job.Sample.rows;
import static dev.slipway.job.Sample.source;
import static dev.slipway.job.Sample.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.Failure;
import dev.slipway.data.Losses;
import dev.slipway.data.Table;
import dev.slipway.digest.Digest;
import dev.slipway.disk.MemoryFolder;
import dev.slipway.ledger.DataFile;
import dev.slipway.ledger.Leftovers;
import dev.slipway.ledger.Planned;
import dev.slipway.ledger.Slice;
import dev.slipway.ledger.TableState;
import dev.slipway.store.Blob;
import dev.slipway.store.FailingStore;
import dev.slipway.store.FailingStore.Moment;
import dev.slipway.store.FailingStore.Point;
import dev.slipway.store.Sha256;
import dev.slipway.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of someone else become content, and stay where and what they are, whatever happens meanwhile and afterwards. */
final class AdoptionTest {
    private static final Table TABLE = table("a");
    private static final List<List<List<@Nullable Object>>> ROWS = List.of(rows(0, 20, 1));

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    private int lakes;
    private Lake lake = new Lake(Path.of(""));

    @BeforeEach
    void write() throws IOException {
        lake = fresh();
    }

    /** A folder with three files that nobody knows. */
    private Lake fresh() throws IOException {
        Lake made = new Lake(folder.resolve("lake" + lakes++));
        for (int i = 0; i < 3; i++) {
            Path file = made.folder().resolve("year=2023/old_public.a_" + i + ".lines");
            Files.createDirectories(file.resolveSibling(""));
            Files.writeString(file, "rows of file " + i);
        }
        return made;
    }

    private static List<DataFile> receipts(Store store) {
        return List.of("0", "1", "2").stream()
                .map(i -> store.find("year=2023/old_public.a_" + i + ".lines").orElseThrow())
                .map(blob -> {
                    String hash = Sha256.of(store, blob);
                    Digest rows = new Digest(10, hash.hashCode(), 7);
                    return new DataFile(blob.key(), blob.size(), hash, rows, blob.key(), hash, Losses.NONE, true);
                })
                .toList();
    }

    private static Adoption.Taken taken(Store store, List<DataFile> files) {
        List<Blob> seen =
                files.stream().map(file -> store.find(file.key()).orElseThrow()).toList();
        return new Adoption.Taken(
                "public.a", "public.a", Planned.hash(TABLE.schema()), Map.of(Slice.ADOPTED, "somebody"), files, seen);
    }

    private static Adoption adoption(Store store, Adoption.Taken taken) {
        Export.Parts parts = Lake.parts(store, Lake.SETTINGS, Events.NONE);
        return new Adoption(
                new Adoption.Parts(store, parts.ledger(), parts.claimant(), parts.clock(), Events.NONE), taken);
    }

    private static void adopt(Lake lake) {
        adoption(lake.store(), taken(lake.store(), receipts(lake.store()))).run();
    }

    private static Map<String, String> foreign(Lake lake) {
        Map<String, String> files = new TreeMap<>(lake.files());
        files.keySet().removeIf(name -> !name.startsWith("year="));
        return files;
    }

    private static List<DataFile> content(Lake lake) {
        TableState state = lake.state(TABLE);
        assertThat(state.work()).isEmpty();
        assertThat(state.change()).isEmpty();
        assertThat(state.strays()).isEmpty();
        assertThat(lake.manifest(TABLE).orElseThrow().slices()).isEqualTo(state.content());
        return state.content().stream().flatMap(slice -> slice.files().stream()).toList();
    }

    @Test
    void adoptedFilesAreContentAndStayAsTheyAre() {
        Map<String, String> before = foreign(lake);

        adopt(lake);

        assertThat(content(lake)).isEqualTo(receipts(lake.store()));
        assertThat(lake.state(TABLE).content()).allMatch(Slice::adopted);
        assertThat(foreign(lake)).isEqualTo(before);
        assertThat(adoption(lake.store(), taken(lake.store(), receipts(lake.store())))
                        .check())
                .as("it is done already")
                .isTrue();
    }

    @Test
    void killedOrFailingAtAnyOperationItEndsTheSameWhenRepeated() throws IOException {
        adopt(lake);
        Map<String, String> undisturbed = lake.files();
        FailingStore counting = new FailingStore(fresh().store(), Point.NOWHERE);
        adoption(counting, taken(counting, receipts(counting))).run();
        int operations = counting.operations().size();
        assertThat(operations).isGreaterThan(20);
        for (int number = 1; number <= operations; number++) {
            for (Moment moment : Moment.values()) {
                for (boolean forGood : new boolean[] {false, true}) {
                    Point point = new Point(number, moment, forGood);
                    Lake other = fresh();
                    Map<String, String> before = foreign(other);
                    FailingStore failing = new FailingStore(other.store(), point);
                    try {
                        adoption(failing, taken(failing, receipts(failing))).run();
                    } catch (Failure e) {
                        assertThat(e.text()).as("%s", point).isNotEmpty();
                    }
                    assertThat(foreign(other)).as("%s", point).isEqualTo(before);
                    adopt(other);
                    assertThat(other.files()).as("%s", point).isEqualTo(undisturbed);
                    assertThat(content(other)).as("%s", point).isEqualTo(receipts(other.store()));
                }
            }
        }
        System.out.println(operations + " operations");
    }

    @Test
    void aReplacingExportIsRefusedAndWhenItIsInsistedUponLeavesTheFilesAlone() {
        adopt(lake);
        Map<String, String> before = foreign(lake);

        assertThatThrownBy(() -> lake.export(source("a", ROWS)))
                .hasMessageContaining("3 adopted files")
                .hasMessageContaining("--incremental");

        List<String> warnings = new ArrayList<>();
        ExportSettings insisting = new ExportSettings("p", 1000, 1_000_000, 1, true);
        Lake.succeeds(Lake.export(
                Lake.parts(lake.store(), insisting, event -> {
                    if (event instanceof Event.Warned warned) {
                        warnings.add(warned.text());
                    }
                }),
                source("a", ROWS)));

        assertThat(foreign(lake)).isEqualTo(before);
        assertThat(lake.rows(TABLE)).isEqualTo(all(ROWS));
        assertThat(warnings).singleElement().asString().contains("3 adopted files", "move them away");
        assertThat(leftovers()).isEmpty();
    }

    private List<Leftovers.Found> leftovers() {
        Export.Parts parts = lake.parts();
        return new Leftovers(lake.store(), parts.ledger(), parts.clock(), holder -> true).find(Duration.ZERO);
    }

    @Test
    void anAppendedSliceStandsBesideThem() {
        adopt(lake);

        Lake.succeeds(Lake.export(
                Lake.with(
                        lake.parts(),
                        new RunSettings(Planned.Mode.APPEND, RunSettings.Publish.TABLE, 1, Duration.ZERO, false)),
                source("a", ROWS)));

        assertThat(lake.state(TABLE).content()).hasSize(2);
        assertThat(content(lake)).containsAll(receipts(lake.store())).hasSize(4);
    }

    @Test
    void whenAFileIsGoneBeforeTheIntentIsCarriedOutTheOthersAreNobodysToRemove() throws IOException {
        FailingStore counting = new FailingStore(fresh().store(), Point.NOWHERE);
        adoption(counting, taken(counting, receipts(counting))).run();
        int given = 0;
        for (int number = 1; number <= counting.operations().size(); number++) {
            Lake other = fresh();
            FailingStore failing = new FailingStore(other.store(), new Point(number, Moment.AFTER, true));
            try {
                adoption(failing, taken(failing, receipts(failing))).run();
            } catch (Failure e) {
                assertThat(e.text()).isNotEmpty();
            }
            if (other.state(TABLE).change().isPresent()) {
                given++;
                Files.delete(other.folder().resolve("year=2023/old_public.a_1.lines"));
                Map<String, String> before = foreign(other);
                ExportSettings insisting = new ExportSettings("p", 1000, 1_000_000, 1, true);
                Lake.succeeds(Lake.export(Lake.parts(other.store(), insisting, Events.NONE), source("a", ROWS)));
                assertThat(foreign(other)).isEqualTo(before).hasSize(2);
                assertThat(other.settledRows(TABLE)).isEqualTo(all(ROWS));
            }
        }
        assertThat(given).isPositive();
    }

    @Test
    void whatChangedSinceItWasReadIsNotTakenOver() throws IOException {
        Adoption.Taken seen = taken(lake.store(), receipts(lake.store()));
        Files.writeString(lake.folder().resolve("year=2023/old_public.a_1.lines"), "rows of another file");

        assertThatThrownBy(() -> adoption(lake.store(), seen).run())
                .hasMessageContaining("old_public.a_1.lines was changed or removed since it was read");
        assertThat(lake.state(TABLE).content()).isEmpty();
    }

    @Test
    void filesThatAreSomeonesAlreadyAreRefused() {
        Lake.succeeds(lake.export(source("b", ROWS)));
        List<DataFile> others = lake.state(table("b")).content().getFirst().files();

        assertThatThrownBy(() ->
                        adoption(lake.store(), taken(lake.store(), others)).check())
                .hasMessageContaining("is a file of public.b already");

        adopt(lake);
        Adoption.Taken mine = taken(lake.store(), receipts(lake.store()));
        Adoption.Taken same =
                new Adoption.Taken("public.c", "public.c", mine.schema(), mine.origin(), mine.files(), mine.seen());
        assertThatThrownBy(() -> adoption(lake.store(), same).check())
                .hasMessageContaining("is a file of public.a already");
        lake.forgetLedger();
        assertThatThrownBy(() -> adoption(lake.store(), same).check())
                .hasMessageContaining("is a file of public.a already");
    }

    @Test
    void moreFilesAreTakenOverLaterUnlessSomethingGoesOnAfterTheFirst() {
        List<DataFile> all = receipts(lake.store());
        adoption(lake.store(), taken(lake.store(), all.subList(0, 2))).run();
        adoption(lake.store(), taken(lake.store(), all)).run();
        assertThat(content(lake)).isEqualTo(all);
        Lake.succeeds(Lake.export(
                Lake.with(
                        lake.parts(),
                        new RunSettings(Planned.Mode.APPEND, RunSettings.Publish.TABLE, 1, Duration.ZERO, false)),
                source("a", ROWS)));

        adopt(lake);
        assertThatThrownBy(() -> adoption(lake.store(), taken(lake.store(), all.subList(0, 2)))
                        .check())
                .hasMessageContaining("rows would be there twice");
    }
}
