package dev.slipway.job;

import static dev.slipway.job.Sample.all;
import static dev.slipway.job.Sample.rows;
import static dev.slipway.job.Sample.source;
import static dev.slipway.job.Sample.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.Failure;
import dev.slipway.disk.MemoryFolder;
import dev.slipway.ledger.DataFile;
import dev.slipway.ledger.Slice;
import dev.slipway.ledger.TableState;
import dev.slipway.store.FailingStore;
import dev.slipway.store.FailingStore.Moment;
import dev.slipway.store.FailingStore.Point;
import dev.slipway.store.WatchedStore.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An export that fails or is killed at any operation of its store, before or after it took effect: at that moment the
 * manifest vouches for the old rows or for the new ones, and the next run ends as if nothing had happened: the same files,
 * the same manifest, a ledger that says the same. Also when the next run is killed as well, and when the rows are others by
 * then.
 */
final class ExportCrashTest {
    private static final List<List<List<@Nullable Object>>> OLD =
            List.of(rows(0, 20, 1), rows(20, 40, 1), rows(40, 60, 1));
    private static final List<List<List<@Nullable Object>>> NEW = List.of(rows(0, 20, 1), rows(20, 45, 2));
    private static final List<List<List<@Nullable Object>>> NEWER =
            List.of(rows(0, 20, 1), rows(20, 45, 3), rows(50, 52, 1));
    private static final List<List<List<@Nullable Object>>> NONE = List.of(List.of());

    /** One worker, so that the operations come in the same order each time. */
    private static final ExportSettings SETTINGS = new ExportSettings("p", 15, 1_000_000, 1, false);

    private static final long DAY_SECONDS = 86_400;

    private ExportSettings settings = SETTINGS;

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    private int lakes;
    private final Map<List<List<List<@Nullable Object>>>, Lake> exports = new HashMap<>();
    private final Map<Operation, Integer> tried = new EnumMap<>(Operation.class);

    @Test
    void anExportReplacingAnotherSurvivesEveryKill() {
        everyPoint(OLD, NEW, true);
    }

    @Test
    void anExportReplacingAnotherSurvivesEveryFailure() {
        everyPoint(OLD, NEW, false);
    }

    @Test
    void aFirstExportSurvivesEveryKill() {
        everyPoint(List.of(), NEW, true);
    }

    @Test
    void aFirstExportSurvivesEveryFailure() {
        everyPoint(List.of(), NEW, false);
    }

    @Test
    void anExportOfWhatIsThereAlreadySurvivesEveryKill() {
        everyPoint(NEW, NEW, true);
    }

    /** Rows of three months in halves, of which two may be open: rows of one change their dates, and all change folders. */
    @Test
    void anExportThatSplitsRowsByTheirDatesSurvivesEveryKill() {
        settings = SETTINGS.with(
                new Layout("hive-date", Optional.empty(), true), new ExportSettings.OpenFiles(2, 1_000_000));
        everyPoint(dayByDay(OLD), dayByDay(NEW), true);
    }

    @Test
    void anExportThatSplitsRowsByTheirDatesSurvivesEveryFailure() {
        settings =
                SETTINGS.with(new Layout("{date:yyyy}/{id}", Optional.empty(), true), ExportSettings.OpenFiles.DEFAULT);
        everyPoint(dayByDay(List.of(rows(0, 6, 1))), dayByDay(List.of(rows(0, 3, 1), rows(3, 8, 2))), false);
    }

    @Test
    void anExportToAnotherLayoutSurvivesEveryKill() {
        Lake byPartition = lake(dayByDay(OLD));
        settings = SETTINGS.with(new Layout("hive-date", Optional.empty(), true), ExportSettings.OpenFiles.DEFAULT);
        exports.put(dayByDay(OLD), byPartition);
        everyPoint(dayByDay(OLD), dayByDay(OLD), true);
    }

    /** The same rows a day apart instead of a second. */
    private static List<List<List<@Nullable Object>>> dayByDay(List<List<List<@Nullable Object>>> pieces) {
        return pieces.stream()
                .map(rows -> rows.stream().map(ExportCrashTest::aDayForASecond).toList())
                .toList();
    }

    private static List<@Nullable Object> aDayForASecond(List<@Nullable Object> row) {
        List<@Nullable Object> other = new ArrayList<>(row);
        other.set(1, row.get(1) == null ? null : (Long) row.get(1) * DAY_SECONDS);
        return other;
    }

    /** Where rows are split, they stand in another order than they came. */
    private static List<String> sorted(List<List<@Nullable Object>> rows) {
        return rows.stream().map(String::valueOf).sorted().toList();
    }

    private static List<String> rowsOf(List<List<List<@Nullable Object>>> pieces) {
        return sorted(all(pieces));
    }

    @Test
    void anExportOfATableThatBecameEmptySurvivesEveryKill() {
        everyPoint(OLD, NONE, true);
    }

    @Test
    void rowsThatChangeBetweenAKillAndTheNextRunAreTheOnesThatCount() {
        Map<String, String> undisturbed = undisturbed(OLD, NEWER);
        for (Point point : points(OLD, NEW, true)) {
            Lake lake = killed(OLD, NEW, point);
            Lake.succeeds(export(lake, NEWER));
            isAsUndisturbed(lake, undisturbed, point);
        }
        System.out.println("rows changed after each of these: " + tried);
    }

    /** What is staged has no name that anyone relies on: all of it, or every second file, may be gone after a power loss. */
    @Test
    void aPowerLossTakesAtMostWhatIsStaged() {
        Map<String, String> undisturbed = undisturbed(OLD, NEW);
        int lost = 0;
        for (Point point : points(OLD, NEW, true)) {
            if (point.moment() == Moment.BEFORE) {
                for (int step = 1; step <= 2; step++) {
                    Lake lake = killed(OLD, NEW, point);
                    lost += lose(lake, step);
                    assertThat(sorted(lake.rows(table("a")))).as("%s", point).isIn(rowsOf(OLD), rowsOf(NEW));
                    Lake.succeeds(export(lake, NEW));
                    isAsUndisturbed(lake, undisturbed, point);
                }
            }
        }
        System.out.println(lost + " staged files lost");
    }

    private static int lose(Lake lake, int step) {
        List<String> staged = new ArrayList<>(lake.staged().keySet());
        for (int i = 0; i < staged.size(); i += step) {
            try {
                Files.delete(lake.folder().resolve(staged.get(i)));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        return (staged.size() + step - 1) / step;
    }

    /** After each kill every tenth point of the next run, beginning with another each time, or the pairs would be too many. */
    @Test
    void twoKillsInARowAreSurvived() {
        Map<String, String> undisturbed = undisturbed(OLD, NEW);
        Map<Operation, Integer> pairs = new EnumMap<>(Operation.class);
        for (Point first : points(OLD, NEW, true)) {
            if (first.moment() == Moment.BEFORE) {
                twoKills(first, undisturbed, pairs);
            }
        }
        System.out.println("pairs of kills tried, by the second: " + pairs);
    }

    private void twoKills(Point first, Map<String, String> undisturbed, Map<Operation, Integer> pairs) {
        Lake killed = killed(OLD, NEW, first);
        boolean reached = true;
        for (int second = first.number() % 10 + 1; reached; second += 10) {
            Lake lake = killed.copy(folder.resolve("lake" + lakes++));
            FailingStore failing = new FailingStore(lake.store(), new Point(second, Moment.AFTER, true));
            reached = !run(failing, NEW);
            if (reached) {
                pairs.merge(failing.operations().get(second - 1), 1, Integer::sum);
            }
            Lake.succeeds(export(lake, NEW));
            isAsUndisturbed(lake, undisturbed, first);
        }
    }

    private void everyPoint(
            List<List<List<@Nullable Object>>> before, List<List<List<@Nullable Object>>> after, boolean killed) {
        Map<String, String> undisturbed = undisturbed(before, after);
        List<Point> points = points(before, after, killed);
        for (Point point : points) {
            disturb(before, after, point, undisturbed);
        }
        assertThat(tried).containsKeys(Operation.STAGE, Operation.WRITE, Operation.SEAL, Operation.PUT);
        System.out.println(points.size() + " points tried: " + tried);
    }

    private Map<String, String> undisturbed(
            List<List<List<@Nullable Object>>> before, List<List<List<@Nullable Object>>> after) {
        Lake lake = lake(before);
        Lake.succeeds(export(lake, after));
        assertThat(sorted(lake.settledRows(table("a")))).isEqualTo(rowsOf(after));
        return lake.files();
    }

    /** Before and after each operation of an export. */
    private List<Point> points(
            List<List<List<@Nullable Object>>> before, List<List<List<@Nullable Object>>> after, boolean killed) {
        FailingStore counting = new FailingStore(lake(before).store(), Point.NOWHERE);
        assertThat(run(counting, after)).isTrue();
        List<Point> points = new ArrayList<>();
        for (int number = 1; number <= counting.operations().size(); number++) {
            for (Moment moment : Moment.values()) {
                points.add(new Point(number, moment, killed));
                tried.merge(counting.operations().get(number - 1), 1, Integer::sum);
            }
        }
        return points;
    }

    private Lake killed(
            List<List<List<@Nullable Object>>> before, List<List<List<@Nullable Object>>> after, Point point) {
        Lake lake = lake(before);
        run(new FailingStore(lake.store(), point), after);
        return lake;
    }

    private void disturb(
            List<List<List<@Nullable Object>>> before,
            List<List<List<@Nullable Object>>> after,
            Point point,
            Map<String, String> undisturbed) {
        Lake lake = lake(before);
        FailingStore failing = new FailingStore(lake.store(), point);
        boolean published = run(failing, after);
        String where = point + " " + failing.operations().get(point.number() - 1);

        lake.manifest(table("a")).ifPresent(manifest -> assertThat(
                        manifest.files().isEmpty() ? rowsOf(before) : sorted(lake.rows(table("a"))))
                .as(where)
                .isIn(rowsOf(before), rowsOf(after)));
        List<DataFile> known = new ArrayList<>(lake.state(table("a")).known());
        lake.manifest(table("a")).ifPresent(manifest -> known.addAll(manifest.files()));
        assertThat(known).extracting(DataFile::key).as(where).containsAll(lake.dataFiles());
        if (published) {
            assertThat(sorted(lake.rows(table("a")))).as(where).isEqualTo(rowsOf(after));
        }
        boolean cleaningFailed = List.of(
                        Operation.CLOSE, Operation.DISCARD, Operation.STAGE, Operation.SEAL, Operation.STAGED)
                .contains(failing.operations().get(point.number() - 1));
        if (!point.forGood() && !cleaningFailed) {
            assertThat(lake.forgotten()).as(where).isEmpty();
        }

        Lake.succeeds(export(lake, after));
        isAsUndisturbed(lake, undisturbed, point);
    }

    private static void isAsUndisturbed(Lake lake, Map<String, String> undisturbed, Point point) {
        assertThat(lake.files()).as("%s", point).isEqualTo(undisturbed);
        TableState state = lake.state(table("a"));
        assertThat(state.change()).as("%s", point).isEmpty();
        assertThat(state.work()).as("%s", point).isEmpty();
        assertThat(state.strays()).as("%s", point).isEmpty();
        List<DataFile> files = lake.manifest(table("a")).orElseThrow().files();
        assertThat(state.content())
                .as("%s", point)
                .hasSize(1)
                .extracting(Slice::files)
                .containsExactly(files);
    }

    private List<Export.Result> export(Lake lake, List<List<List<@Nullable Object>>> pieces) {
        return Lake.export(Lake.parts(lake.store(), settings, Events.NONE), source("a", pieces));
    }

    /** Whether it says that it published. */
    private boolean run(FailingStore store, List<List<List<@Nullable Object>>> pieces) {
        try {
            return Lake.export(Lake.parts(store, settings, Events.NONE), source("a", pieces)).stream()
                    .allMatch(Export.Result.Published.class::isInstance);
        } catch (Failure e) {
            return false;
        }
    }

    /** A folder to which this was exported before. */
    private Lake lake(List<List<List<@Nullable Object>>> pieces) {
        Lake exported = exports.computeIfAbsent(pieces, this::exported);
        return exported.copy(folder.resolve("lake" + lakes++));
    }

    private Lake exported(List<List<List<@Nullable Object>>> pieces) {
        Lake lake = new Lake(folder.resolve("export" + exports.size()));
        try {
            Files.createDirectories(lake.folder());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        if (!pieces.isEmpty()) {
            Lake.succeeds(export(lake, pieces));
        }
        return lake;
    }
}
