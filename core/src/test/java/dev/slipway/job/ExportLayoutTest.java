package dev.slipway.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.Failure;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.TypeText;
import dev.slipway.disk.MemoryFolder;
import dev.slipway.ledger.DataFile;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that go to the folders of their own values, and tables that share folders. */
final class ExportLayoutTest {
    private static final Key KEY = new Key(Optional.of("at"), Optional.of("id"));
    private static final Layout HIVE = new Layout("hive-date", Optional.empty(), true);
    private static final Layout FLAT = new Layout("flat", Optional.empty(), true);
    private static final long DAY = 86_400_000_000L;

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    private int lakes;

    private Lake lake() {
        return new Lake(folder.resolve("lake" + lakes++));
    }

    private static Table table(String name) {
        return new Table(
                "public",
                name,
                new Schema(List.of(
                        TypeText.field("id", "int64"),
                        TypeText.field("at", "timestamp(micros,local)?"),
                        TypeText.field("kind", "text?"),
                        TypeText.field("tags", "list<text?>?"))));
    }

    private static List<@Nullable Object> row(long id, @Nullable Long at, @Nullable String kind) {
        return Arrays.asList(id, at, kind, id % 3 == 0 ? null : List.of("t" + id, "é"));
    }

    private static Export.Parts parts(Lake lake, Layout layout, int open) {
        return Lake.parts(
                lake.store(), Lake.SETTINGS.with(layout, new ExportSettings.OpenFiles(open, 1 << 20)), Events.NONE);
    }

    private static MemorySource source(int batchRows, Table table, List<List<List<@Nullable Object>>> pieces) {
        return new MemorySource(
                List.of(MemorySource.table(table, KEY, table.qualifiedName(), pieces)),
                8,
                batchRows,
                MemorySource.Interference.NONE);
    }

    /** The folder of a row, computed in another way. */
    private static String expected(Layout layout, List<@Nullable Object> row) {
        Long at = (Long) row.get(1);
        boolean timed = at != null && Math.abs(at) < Long.MAX_VALUE;
        LocalDateTime time = LocalDateTime.ofEpochSecond(timed ? Math.floorDiv(at, 1_000_000L) : 0, 0, ZoneOffset.UTC);
        timed = timed && time.getYear() >= 1 && time.getYear() <= 9999;
        String date = String.format(
                Locale.ROOT,
                "year=%04d/month=%02d/half=%s",
                time.getYear(),
                time.getMonthValue(),
                time.getDayOfMonth() <= 14 ? "01" : "02");
        if (layout.equals(HIVE)) {
            return timed ? date : "public.t";
        }
        String nothing = "__HIVE_DEFAULT_PARTITION__";
        return "kind=" + (row.get(2) == null ? nothing : row.get(2)) + "/hour="
                + (timed ? time.toString().substring(0, 13).replace('T', '-') : nothing);
    }

    static LongStream seeds() {
        return LongStream.range(0, 12);
    }

    /** Times at and beside every border: halves, months, years, leap days, and where a zone would change its clock. */
    private static List<List<@Nullable Object>> randomRows(Random random) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = random.nextInt(400); i >= 0; i--) {
            LocalDate day =
                    LocalDate.of(2023 + random.nextInt(2), 1 + random.nextInt(12), random.nextBoolean() ? 1 : 15);
            Long at = (day.toEpochDay() + (random.nextInt(10) == 0 ? 60 : 0)) * DAY + random.nextInt(3) - 1;
            at = random.nextInt(8) == 0 ? at + random.nextInt(4) * 3_600_000_000L : at;
            at = random.nextInt(20) == 0 ? Long.valueOf(random.nextBoolean() ? Long.MAX_VALUE : -Long.MAX_VALUE) : at;
            at = random.nextInt(30) == 0 ? Long.valueOf(-62_135_596_800_000_001L + random.nextInt(2)) : at;
            rows.add(row(
                    i, random.nextInt(15) == 0 ? null : at, random.nextInt(3) == 0 ? null : "k" + random.nextInt(3)));
        }
        return rows;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyRowIsInOneFileInTheFolderOfItsOwnDate(long seed) {
        Random random = new Random(seed);
        Layout layout =
                seed % 2 == 0 ? HIVE : new Layout("kind={kind}/hour={date:yyyy-MM-dd-HH}", Optional.empty(), true);
        Table table = table("t");
        List<List<List<@Nullable Object>>> pieces = List.of(randomRows(random), randomRows(random), List.of());
        int open = 1 + random.nextInt(40);
        Lake lake = lake();
        Lake other = lake();
        Lake.succeeds(Lake.export(parts(lake, layout, open), source(1 + random.nextInt(60), table, pieces)));
        Lake.succeeds(Lake.export(parts(other, layout, open), source(1 + random.nextInt(60), table, pieces)));

        assertThat(sorted(lake.settledRows(table))).as("seed %d", seed).isEqualTo(sorted(Sample.all(pieces)));
        Map<String, String> files = lake.files();
        for (DataFile file : lake.manifest(table).orElseThrow().files()) {
            String there = file.key().substring(0, file.key().lastIndexOf('/'));
            List<List<@Nullable Object>> rows =
                    LinesFormat.Content.of(files.getOrDefault(file.key(), "")).rows();
            assertThat(rows).as("seed %d: %s", seed, file.key()).allSatisfy(row -> assertThat(there)
                    .isEqualTo(expected(layout, row)));
        }
        assertThat(other.files()).as("seed %d: batches cut otherwise", seed).isEqualTo(files);
    }

    private static List<String> sorted(List<List<@Nullable Object>> rows) {
        return rows.stream().map(String::valueOf).sorted().toList();
    }

    /** Rows of a file stand in it as they came. */
    @Test
    void splittingKeepsTheOrderOfRows() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            rows.add(row(i, i % 5 * 20L * DAY, "k"));
        }
        Lake lake = lake();
        Lake.succeeds(Lake.export(parts(lake, HIVE, 8), source(700, table("t"), List.of(rows))));
        lake.files().forEach((key, text) -> {
            if (key.endsWith(".lines")) {
                List<Long> ids = LinesFormat.Content.of(text).rows().stream()
                        .map(row -> (Long) row.getFirst())
                        .toList();
                assertThat(ids).isSorted().hasSize(600);
            }
        });
        assertThat(lake.dataFiles()).hasSize(5);
    }

    @Test
    void rowsPerFileHoldsInEachFolder() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            rows.add(row(i, i % 2 * 20L * DAY, "k"));
        }
        ExportSettings seven = new ExportSettings("p", 7, 1_000_000, 1, false, HIVE, ExportSettings.OpenFiles.DEFAULT);
        Lake lake = lake();
        Lake.succeeds(Lake.export(Lake.parts(lake.store(), seven, Events.NONE), source(33, table("t"), List.of(rows))));
        List<Long> counts = lake.manifest(table("t")).orElseThrow().files().stream()
                .map(file -> file.rows().rows())
                .sorted()
                .toList();
        assertThat(counts).hasSize(16).containsOnly(1L, 7L);
        assertThat(Collections.frequency(counts, 1L)).isEqualTo(2);
    }

    @Test
    void twoHundredFoldersInAnyOrderStayWithinTheirMemory() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            rows.add(row(i, random.nextInt(200) * 31L * DAY, "k"));
        }
        Table table = table("t");
        WeighingFormat weighing = new WeighingFormat(new LinesFormat(4_096));
        Layout monthly = new Layout("{date:yyyy-MM}", Optional.empty(), true);
        Lake lake = lake();
        ExportSettings settings = new ExportSettings(
                "p", 1_000_000, 1_000_000, 1, false, monthly, new ExportSettings.OpenFiles(256, 200_000));
        Export.Parts parts = Lake.with(Lake.parts(lake.store(), settings, Events.NONE), weighing);
        Lake.succeeds(Lake.export(parts, source(8_192, table, List.of(rows))));

        assertThat(lake.settledRows(table)).hasSize(20_000);
        assertThat(new TreeSet<>(lake.dataFiles().stream()
                        .map(key -> key.substring(0, key.indexOf('/')))
                        .toList()))
                .hasSize(200);
        assertThat(weighing.heldMost()).isBetween(150_000L, 400_000L);
        assertThat(weighing.openMost()).isBetween(150, 256);
        assertThat(lake.dataFiles()).hasSizeBetween(201, 2_000);
    }

    @Test
    void ofMoreFoldersThanFilesTheOneThatWasWrittenToLongestAgoIsEnded() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        long[] days = {0, 40, 0, 80, 0, 40, 80};
        for (int i = 0; i < days.length; i++) {
            rows.add(row(i, days[i] * DAY, "k"));
        }
        Lake lake = lake();
        Lake.succeeds(Lake.export(parts(lake, HIVE, 2), source(100, table("t"), List.of(rows))));
        assertThat(lake.manifest(table("t")).orElseThrow().files())
                .extracting(
                        file -> file.key().substring(0, 18) + ' ' + file.rows().rows())
                .containsExactly(
                        "year=1970/month=02 1",
                        "year=1970/month=03 1",
                        "year=1970/month=01 3",
                        "year=1970/month=02 1",
                        "year=1970/month=03 1");
    }

    @Test
    void aLayoutThatMakesAFileOfEachRowIsRefused() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < 10_001; i++) {
            rows.add(row(i, 0L, "k"));
        }
        Layout each = new Layout("id={id}", Optional.empty(), true);
        Lake lake = lake();
        List<Export.Result> results = Lake.export(parts(lake, each, 4), source(2_000, table("t"), List.of(rows)));
        assertThat(results).singleElement().isInstanceOfSatisfying(Export.Result.Failed.class, failed -> assertThat(
                        failed.failure().text())
                .contains("more than 10000 files of 10000 rows of public.t", "--order key"));
        assertThat(lake.files()).isEmpty();
        assertThat(lake.staged()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"flat", "hive-date", "all-{date:yyyy}"})
    void tablesThatShareAFolderLeaveEachOtherAlone(String text) {
        Layout layout = new Layout(text, Optional.empty(), true);
        Table one = table("t");
        Table other = table("T.t_public.t");
        List<List<@Nullable Object>> rows = List.of(row(1, 0L, "a"), row(2, DAY, "b"));
        Lake lake = lake();
        // The same rows, so that the names of files differ by nothing but the table.
        for (Table table : List.of(one, other)) {
            Lake.succeeds(Lake.export(parts(lake, layout, 8), source(10, table, List.of(rows))));
        }
        assertThat(lake.settledRows(one)).isEqualTo(rows);
        assertThat(lake.settledRows(other)).isEqualTo(rows);

        List<List<@Nullable Object>> less = List.of(row(2, 2 * DAY, "b"));
        Lake.succeeds(Lake.export(parts(lake, layout, 8), source(10, one, List.of(less))));
        assertThat(lake.settledRows(one)).isEqualTo(less);
        assertThat(lake.settledRows(other)).isEqualTo(rows);
        Lake.succeeds(Lake.export(parts(lake, layout, 8), source(10, other, List.of(List.of()))));
        assertThat(lake.settledRows(one)).isEqualTo(less);
        assertThat(lake.settledRows(other)).isEmpty();
        assertThat(lake.dataFiles()).hasSize(2);
    }

    @Test
    void rowsThatGetOtherDatesMoveAndLeaveNothingBehind() {
        Table table = table("t");
        List<List<@Nullable Object>> before = List.of(row(1, 0L, "a"), row(2, 20 * DAY, "b"), row(3, null, "c"));
        List<List<@Nullable Object>> after = List.of(row(1, 400 * DAY, "a"), row(2, null, "b"), row(3, null, "c"));
        Lake lake = lake();
        Lake.succeeds(Lake.export(parts(lake, HIVE, 8), source(10, table, List.of(before))));
        assertThat(lake.dataFiles()).hasSize(3);
        Lake.succeeds(Lake.export(parts(lake, HIVE, 8), source(10, table, List.of(after))));
        assertThat(sorted(lake.settledRows(table))).isEqualTo(sorted(after));
        assertThat(lake.dataFiles())
                .satisfiesExactly(key -> assertThat(key).startsWith("public.t/"), key -> assertThat(key)
                        .startsWith("year=1971/month=02/half=01/"));
    }

    @Test
    void anotherLayoutMovesATableAndTheSameOneKeepsIt() {
        Table table = table("t");
        List<List<@Nullable Object>> rows = List.of(row(1, 0L, "a"), row(2, 20 * DAY, "b"));
        MemorySource source = source(10, table, List.of(rows));
        Lake lake = lake();
        for (Layout layout : List.of(Layout.BY_PARTITION, FLAT, HIVE, Layout.BY_PARTITION)) {
            Lake.succeeds(Lake.export(parts(lake, layout, 8), source));
            Map<String, String> files = lake.files();
            assertThat(lake.settledRows(table)).isEqualTo(rows);
            assertThat(lake.dataFiles()).hasSize(layout.equals(HIVE) ? 2 : 1);
            int read = source.read().size();
            Lake.succeeds(Lake.export(parts(lake, layout, 8), source));
            assertThat(source.read()).as("%s: written anew", layout).hasSize(read);
            assertThat(lake.dataFiles())
                    .containsExactlyElementsOf(files.keySet().stream()
                            .filter(key -> key.endsWith(".lines"))
                            .toList());
        }
    }

    @Test
    void filesOfATableThatNobodyListsAreToldOfWhereverTheyStand() {
        Table table = table("t");
        Lake lake = lake();
        Lake.succeeds(Lake.export(parts(lake, HIVE, 8), source(10, table, List.of(List.of(row(1, 0L, "a"))))));
        Lake.succeeds(Lake.export(parts(lake, HIVE, 8), source(10, table("x_t"), List.of(List.of(row(1, 0L, "a"))))));
        lake.forgetLedger();
        lake.forget(table);
        List<Event> events = Collections.synchronizedList(new ArrayList<>());
        ExportSettings settings = Lake.SETTINGS.with(HIVE, ExportSettings.OpenFiles.DEFAULT);
        Lake.export(
                Lake.parts(lake.store(), settings, events::add), source(10, table, List.of(List.of(row(2, 0L, "a")))));
        assertThat(events)
                .filteredOn(Event.Warned.class::isInstance)
                .singleElement()
                .asString()
                .contains("holds 1 files of public.t");
    }

    @Test
    void aLayoutThatDoesNotFitATableIsRefusedBeforeOutputBegins() {
        Lake lake = lake();
        Layout unknown = new Layout("k={nothing}", Optional.empty(), true);
        assertThatThrownBy(() ->
                        Lake.export(parts(lake, unknown, 8), source(10, table("t"), List.of(List.of(row(1, 0L, "a"))))))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("\"nothing\"");
        assertThat(lake.folder()).doesNotExist();
    }
}
