package dev.slipway.job;

import static dev.slipway.job.Sample.all;
import static dev.slipway.job.Sample.planned;
import static dev.slipway.job.Sample.rows;
import static dev.slipway.job.Sample.source;
import static dev.slipway.job.Sample.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.Failure;
import dev.slipway.data.Field;
import dev.slipway.data.Losses;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.TypeText;
import dev.slipway.ledger.DataFile;
import dev.slipway.ledger.Manifest;
import dev.slipway.ledger.Slice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an export leaves behind when nothing goes wrong, and when it is done again. */
final class ExportTest {
    private static final List<List<List<@Nullable Object>>> PIECES =
            List.of(rows(0, 40, 1), rows(40, 45, 1), rows(45, 100, 1));

    @TempDir
    Path folder;

    private Lake lake;

    @BeforeEach
    void open() {
        lake = new Lake(folder);
    }

    @Test
    void everyTablesRowsArePublishedAndVouchedFor() {
        List<Export.Result> results =
                lake.export(new MemorySource(List.of(planned("a", PIECES), planned("b", List.of(rows(0, 3, 7))))));

        assertThat(lake.settledRows(table("a"))).isEqualTo(all(PIECES));
        assertThat(lake.settledRows(table("b"))).isEqualTo(rows(0, 3, 7));
        assertThat(lake.staged()).isEmpty();
        assertThat(results).first().isInstanceOfSatisfying(Export.Result.Published.class, published -> assertThat(
                        published)
                .isEqualTo(new Export.Result.Published(
                        "public.a",
                        Lake.digest(table("a"), all(PIECES)),
                        Losses.NONE,
                        3,
                        lake.manifest(table("a")).orElseThrow().files().stream()
                                .mapToLong(DataFile::bytes)
                                .sum(),
                        0,
                        List.of())));
        assertThat(results.get(1).table()).isEqualTo("public.b");
    }

    @Test
    void theManifestTellsWhatWhenAndFromWhere() {
        lake.export(source("a", PIECES));

        Manifest manifest = lake.manifest(table("a")).orElseThrow();
        assertThat(manifest.table()).isEqualTo("public.a");
        assertThat(manifest.job()).isEqualTo("job");
        Slice slice = manifest.slices().getFirst();
        assertThat(slice.selection()).isEqualTo("public.a");
        assertThat(slice.run()).startsWith("run-");
        assertThat(slice.at()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(slice.origin()).isEqualTo(Map.of("source", "memory"));
        assertThat(manifest.files())
                .extracting(DataFile::unit)
                .containsExactly("public.a/0", "public.a/1", "public.a/2");
        assertThat(manifest.files()).allMatch(DataFile::verified);
    }

    @Test
    void aFileSaysWhatItHolds() {
        lake.export(source("a", List.of(rows(0, 4, 1))));

        String name = lake.dataFiles().getFirst();
        Map<String, String> metadata =
                LinesFormat.Content.of(lake.files().getOrDefault(name, "")).metadata();
        assertThat(name)
                .matches("public\\.a/p-0-[0-9a-f]{8}_public\\.a_19700101T000000Z_id0------19700101T000003Z_id3-----"
                        + "_rows-4\\.lines");
        assertThat(metadata)
                .containsEntry("slipway.table", "public.a")
                .containsEntry("slipway.selection", "public.a")
                .containsEntry("slipway.unit", "public.a/0")
                .containsEntry("slipway.key.time", "at")
                .containsEntry("slipway.key.id", "id")
                .containsEntry("slipway.key.first", "0,id0")
                .containsEntry("slipway.key.last", "3000000,id3");
    }

    @Test
    void bytesDependOnNothingButTheRows() {
        lake.export(source("a", PIECES));
        Lake other = new Lake(folder.resolve("other"));
        Export.Parts parts = other.parts();
        Clock later = Clock.fixed(Instant.parse("2030-01-01T00:00:00Z"), ZoneOffset.UTC);
        ExportSettings alone = new ExportSettings("p", 1000, 1_000_000, 1, false);
        Lake.export(
                new Export.Parts(
                        parts.store(),
                        parts.format(),
                        Optional.empty(),
                        alone,
                        parts.how(),
                        parts.context(),
                        later,
                        parts.ledger(),
                        parts.claimant(),
                        parts.unlisted()),
                source("a", PIECES));

        Map<String, String> files = lake.files();
        files.keySet().removeIf(name -> name.startsWith("other/") || !name.endsWith(".lines"));
        Map<String, String> others = other.files();
        others.keySet().removeIf(name -> !name.endsWith(".lines"));
        assertThat(others).isEqualTo(files);
        assertThat(other.manifest(table("a")).orElseThrow().files()).noneMatch(DataFile::verified);
    }

    @Test
    void anEmptyTableIsOneFileWithoutRows() {
        lake.export(source("a", List.of(List.of(), List.of())));

        assertThat(lake.settledRows(table("a"))).isEmpty();
        assertThat(lake.dataFiles())
                .containsExactly("public.a/p-0-00000000_public.a_00000000T000000Z_---------00000000T000000Z_--------"
                        + "_rows-0.lines");
    }

    @Test
    void aUnitWithoutRowsHasNoFile() {
        lake.export(source("a", List.of(List.of(), rows(0, 3, 1), List.of())));

        assertThat(lake.settledRows(table("a"))).isEqualTo(rows(0, 3, 1));
        assertThat(lake.dataFiles()).hasSize(1).allMatch(name -> name.startsWith("public.a/p-1-"));
    }

    @Test
    void filesHaveExactlyTheRowsAskedFor() {
        ExportSettings settings = new ExportSettings("p", 7, 1_000_000, 2, false);
        Lake.export(
                Lake.parts(lake.store(), settings, Events.NONE), source("a", List.of(rows(0, 30, 1), rows(30, 44, 1))));

        assertThat(lake.settledRows(table("a"))).isEqualTo(rows(0, 44, 1));
        List<DataFile> files = lake.manifest(table("a")).orElseThrow().files();
        assertThat(files).extracting(file -> file.rows().rows()).containsExactly(7L, 7L, 7L, 7L, 2L, 7L, 7L);
        assertThat(files)
                .extracting(file -> file.key().substring(0, file.key().indexOf('-', 11)))
                .containsExactly(
                        "public.a/p-0",
                        "public.a/p-0.1",
                        "public.a/p-0.2",
                        "public.a/p-0.3",
                        "public.a/p-0.4",
                        "public.a/p-1",
                        "public.a/p-1.1");
    }

    @Test
    void filesEndAtTheBytesAskedFor() {
        ExportSettings settings = new ExportSettings("p", 1000, 500, 1, false);
        Lake.export(Lake.parts(lake.store(), settings, Events.NONE), source("a", List.of(rows(0, 90, 1))));

        assertThat(lake.settledRows(table("a"))).isEqualTo(rows(0, 90, 1));
        assertThat(lake.dataFiles()).hasSizeGreaterThan(3);
    }

    @Test
    void filesStandInTheOrderOfTheirUnits() {
        List<List<List<@Nullable Object>>> twelve =
                IntStream.range(0, 12).mapToObj(i -> rows(i * 3, i * 3 + 3, 1)).toList();
        lake.export(source("a", twelve));

        assertThat(lake.settledRows(table("a"))).isEqualTo(rows(0, 36, 1));
    }

    @Test
    void noMoreWorkersReadThanTheSourceAllows() {
        MemorySource source = source("a", PIECES).with(1);
        lake.export(source);

        assertThat(source.openMost()).isEqualTo(1);
        assertThat(lake.settledRows(table("a"))).isEqualTo(all(PIECES));
    }

    @Test
    void eventsAccountForAllThatHappened() {
        Queue<Event> events = new ConcurrentLinkedQueue<>();
        Lake.export(Lake.parts(lake.store(), Lake.SETTINGS, events::add), source("a", PIECES));

        assertThat(events).element(0).isInstanceOf(Event.Started.class);
        assertThat(events).element(1).isEqualTo(new Event.Planned("public.a", 3, 100, 1000));
        assertThat(events).last().isInstanceOf(Event.Ended.class);
        assertThat(events.stream()
                        .filter(Event.Progress.class::isInstance)
                        .map(Event.Progress.class::cast)
                        .mapToLong(progress -> progress.rows() * 1000 + progress.bytes())
                        .sum())
                .isEqualTo(101_000);
        for (Class<?> kind : List.of(
                Event.UnitStarted.class,
                Event.FileWritten.class,
                Event.FileVerified.class,
                Event.UnitDone.class,
                Event.FilePublished.class)) {
            assertThat(events).as("%s", kind).filteredOn(kind::isInstance).hasSize(3);
        }
    }

    // Again

    @Test
    void theSameRowsAgainKeepTheirFiles() throws IOException {
        lake.export(source("a", PIECES));
        Map<String, String> before = lake.files();
        Path file = folder.resolve(lake.dataFiles().getFirst());
        Object inode = Files.getAttribute(file, "unix:ino");

        List<Export.Result> results = lake.export(source("a", PIECES));

        assertThat(lake.files()).isEqualTo(before);
        assertThat(lake.staged()).isEmpty();
        assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(inode);
        assertThat(results).first().isInstanceOfSatisfying(Export.Result.Published.class, published -> assertThat(
                        published.replaced())
                .isZero());
    }

    @Test
    void changedUnitsReplaceTheirFilesAndOthersStay() {
        lake.export(source("a", PIECES));
        List<String> before = lake.dataFiles();
        List<List<List<@Nullable Object>>> changed = List.of(PIECES.get(0), rows(40, 50, 2));

        Queue<Event> events = new ConcurrentLinkedQueue<>();
        List<Export.Result> results =
                Lake.export(Lake.parts(lake.store(), Lake.SETTINGS, events::add), source("a", changed));

        assertThat(lake.settledRows(table("a"))).isEqualTo(all(changed));
        assertThat(lake.dataFiles()).hasSize(2).contains(before.get(0)).doesNotContain(before.get(1), before.get(2));
        assertThat(events)
                .filteredOn(Event.FileRemoved.class::isInstance)
                .containsExactlyInAnyOrder(
                        new Event.FileRemoved("public.a", before.get(1)),
                        new Event.FileRemoved("public.a", before.get(2)));
        assertThat(results).first().isInstanceOfSatisfying(Export.Result.Published.class, published -> assertThat(
                        published.replaced())
                .isEqualTo(2));
    }

    @Test
    void aTableThatBecameEmptyIsReplacedByItsEmptyFile() {
        lake.export(source("a", PIECES));

        lake.export(source("a", List.of(List.of())));

        assertThat(lake.settledRows(table("a"))).isEmpty();
        assertThat(lake.dataFiles()).hasSize(1);
    }

    @Test
    void anotherSelectionDoesNotReplaceWhatIsThereUnlessToldTo() {
        lake.export(source("a", PIECES));
        Map<String, String> before = lake.files();
        MemorySource other = new MemorySource(
                List.of(MemorySource.table(table("a"), Sample.KEY, "public.a WHERE size > 5", List.of(rows(2, 4, 1)))));

        assertThatThrownBy(() -> lake.export(other))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.CONFIG))
                .hasMessageContainingAll(
                        folder.toString(),
                        "\"public.a\"",
                        "\"public.a WHERE size > 5\"",
                        "another folder",
                        "--replace");
        assertThat(lake.files()).isEqualTo(before);

        ExportSettings replacing = new ExportSettings("p", 1000, 1_000_000, 2, true);
        Lake.succeeds(Lake.export(Lake.parts(lake.store(), replacing, Events.NONE), other));
        assertThat(lake.settledRows(table("a"))).isEqualTo(rows(2, 4, 1));
        assertThat(lake.dataFiles()).hasSize(1);
    }

    // Names

    @Test
    void tablesWhoseNamesLookAlikeHaveFoldersOfTheirOwn() {
        Schema schema = table("a").schema();
        List<Table> tables =
                List.of(new Table("a.b", "c", schema), new Table("a", "b.c", schema), new Table("", "a.b.c", schema));
        lake.export(new MemorySource(tables.stream()
                .map(table -> MemorySource.table(
                        table, Sample.KEY, table.toString(), List.of(rows(0, 3, tables.indexOf(table)))))
                .toList()));

        for (Table table : tables) {
            assertThat(lake.settledRows(table)).isEqualTo(rows(0, 3, tables.indexOf(table)));
        }
    }

    @Test
    void aTableThatAFileSystemTakesForAnotherIsRefused() throws IOException {
        lake.export(source("a", PIECES));
        Path manifest = folder.resolve("_slipway/tables/public.a.json");
        Files.writeString(manifest, Files.readString(manifest).replace("\"public.a\"", "\"public.A\""));
        lake.forgetLedger();

        assertThatThrownBy(() -> lake.export(source("a", PIECES)))
                .isInstanceOf(Failure.class)
                .hasMessageContainingAll("public.A", "does not tell from public.a", "another folder");
    }

    @Test
    void oddNamesOfTablesAndColumnsPassThrough() {
        Table odd = new Table("we\"ird", "né/à 🛳", new Schema(List.<Field>of(TypeText.field("日 本", "text"))));
        List<List<@Nullable Object>> one = List.of(List.of("x"));
        lake.export(new MemorySource(
                List.of(MemorySource.table(odd, new Key(Optional.empty(), Optional.of("日 本")), "all", List.of(one)))));

        assertThat(lake.settledRows(odd)).isEqualTo(one);
        assertThat(lake.dataFiles())
                .hasSize(1)
                .allMatch(name -> name.startsWith("we%22ird.n%c3%a9%2f%c3%a0%20%f0%9f%9b%b3/"));
    }
}
