package dev.slipway.job;

import static dev.slipway.job.Sample.all;
import static dev.slipway.job.Sample.rows;
import static dev.slipway.job.Sample.source;
import static dev.slipway.job.Sample.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.Failure;
import dev.slipway.store.FailingStore;
import dev.slipway.store.FailingStore.Moment;
import dev.slipway.store.FailingStore.Operation;
import dev.slipway.store.FailingStore.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An export that fails or is killed at any operation of its store, before or after it took effect: at that moment the
 * manifest vouches for the old rows or for the new ones, and the next run ends as if nothing had happened.
 */
final class ExportCrashTest {
    private static final List<List<List<@Nullable Object>>> OLD =
            List.of(rows(0, 20, 1), rows(20, 40, 1), rows(40, 60, 1));
    private static final List<List<List<@Nullable Object>>> NEW = List.of(rows(0, 20, 1), rows(20, 45, 2));
    private static final List<List<List<@Nullable Object>>> NONE = List.of(List.of());

    /** One worker, so that the operations come in the same order each time. */
    private static final ExportSettings SETTINGS = new ExportSettings("p", 15, 1_000_000, 1, false);

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    private int lakes;

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

    @Test
    void anExportOfATableThatBecameEmptySurvivesEveryKill() {
        everyPoint(OLD, NONE, true);
    }

    private void everyPoint(
            List<List<List<@Nullable Object>>> before, List<List<List<@Nullable Object>>> after, boolean killed) {
        Lake undisturbed = lake(before);
        FailingStore counting = new FailingStore(undisturbed.store(), Point.NOWHERE);
        Lake.succeeds(Lake.export(Lake.parts(counting, SETTINGS, Events.NONE), source("a", after)));
        assertThat(undisturbed.settledRows(table("a"))).isEqualTo(all(after));
        List<Operation> operations = counting.operations();
        Map<Operation, Integer> tried = new EnumMap<>(Operation.class);
        for (int number = 1; number <= operations.size(); number++) {
            for (Moment moment : Moment.values()) {
                disturb(before, after, new Point(number, moment, killed), undisturbed.files());
                tried.merge(operations.get(number - 1), 1, Integer::sum);
            }
        }
        assertThat(tried).containsKeys(Operation.STAGE, Operation.WRITE, Operation.SEAL, Operation.PUT);
        System.out.println(operations.size() * 2 + " points tried: " + tried);
    }

    private void disturb(
            List<List<List<@Nullable Object>>> before,
            List<List<List<@Nullable Object>>> after,
            Point point,
            Map<String, String> expected) {
        Lake lake = lake(before);
        FailingStore failing = new FailingStore(lake.store(), point);
        boolean published = run(failing, after);
        String where = point + " " + failing.operations().get(point.number() - 1);

        lake.manifest(table("a"))
                .ifPresent(manifest -> assertThat(manifest.files().isEmpty() ? all(before) : lake.rows(table("a")))
                        .as(where)
                        .isIn(all(before), all(after)));
        assertThat(lake.dataFiles().isEmpty() || lake.manifest(table("a")).isPresent())
                .as(where)
                .isTrue();
        if (published) {
            assertThat(lake.rows(table("a"))).as(where).isEqualTo(all(after));
        }
        boolean cleaningFailed = List.of(Operation.CLOSE, Operation.DISCARD, Operation.STAGE, Operation.SEAL)
                .contains(failing.operations().get(point.number() - 1));
        if (!point.forGood() && !cleaningFailed) {
            assertThat(lake.staged()).as(where).isEmpty();
        }

        Lake.succeeds(Lake.export(Lake.parts(lake.store(), SETTINGS, Events.NONE), source("a", after)));
        assertThat(lake.files()).as(where).isEqualTo(expected);
    }

    /** Whether it says that it published. */
    private static boolean run(FailingStore store, List<List<List<@Nullable Object>>> pieces) {
        try {
            return Lake.export(Lake.parts(store, SETTINGS, Events.NONE), source("a", pieces)).stream()
                    .allMatch(Export.Result.Published.class::isInstance);
        } catch (Failure e) {
            return false;
        }
    }

    private Lake lake(List<List<List<@Nullable Object>>> pieces) {
        Lake lake = new Lake(folder.resolve("lake" + lakes++));
        try {
            Files.createDirectories(lake.folder());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        if (!pieces.isEmpty()) {
            Lake.succeeds(Lake.export(Lake.parts(lake.store(), SETTINGS, Events.NONE), source("a", pieces)));
        }
        return lake;
    }
}
