package dev.slipway.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.Failure;
import dev.slipway.job.Events;
import dev.slipway.job.Export;
import dev.slipway.job.ExportSettings;
import dev.slipway.job.Lake;
import dev.slipway.job.Sample;
import dev.slipway.store.Blob;
import dev.slipway.store.FailingStore;
import dev.slipway.store.FailingStore.Moment;
import dev.slipway.store.FailingStore.Point;
import dev.slipway.store.LocalStore;
import dev.slipway.store.SpooledStore;
import dev.slipway.store.Store;
import dev.slipway.store.StoreContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export to S3 that is killed, or that misses one answer, at any operation: the next run ends as an undisturbed one. */
final class S3ExportCrashTest {
    private static final S3Server SERVER = S3Server.start();
    private static final AtomicInteger ROOTS = new AtomicInteger();
    private static final ExportSettings SETTINGS = new ExportSettings("p", 15, 1_000_000, 1, false);
    private static final List<List<List<@Nullable Object>>> OLD = List.of(Sample.rows(0, 20, 1));
    private static final List<List<List<@Nullable Object>>> NEW =
            List.of(Sample.rows(0, 12, 2), Sample.rows(20, 25, 2));

    @TempDir
    Path folder;

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    private static Store open() {
        Store store = SERVER.open("crash-" + ROOTS.incrementAndGet());
        Lake.succeeds(export(store, OLD));
        return store;
    }

    private static List<Export.Result> export(Store store, List<List<List<@Nullable Object>>> pieces) {
        return Lake.export(Lake.parts(store, SETTINGS, Events.NONE), Sample.source("a", pieces));
    }

    /** All but the ledger, in which all runs have one name. */
    private static Map<String, String> files(Store store) {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Blob> blobs = store.list("")) {
            blobs.filter(blob -> !blob.key().startsWith("_slipway/ledger/"))
                    .forEach(blob -> files.put(
                            blob.key(),
                            StoreContract.text(store, blob).replaceAll("\"run\" : \"run-\\d+\"", "\"run\"")));
        }
        return files;
    }

    @Test
    @Tag("heavy")
    void anExportReplacingAnotherSurvivesEveryKillAndEveryLostAnswer() {
        survives(1, false);
        survives(1, true);
    }

    @Test
    void anExportReplacingAnotherSurvivesEverySeventhKillAndLostAnswer() {
        survives(7, false);
    }

    @Test
    void anExportThroughASpoolSurvivesEveryEleventhKillAndLostAnswer() {
        survives(11, true);
    }

    /** What a process sees that fails as told, each at operations of the folder or of the store behind. */
    private Store seen(FailingStore failing, boolean spooled) {
        return spooled
                ? new SpooledStore(
                        failing.beside(new LocalStore(folder.resolve("spool-" + ROOTS.get()))),
                        failing,
                        SpooledStore.Watch.NONE)
                : failing;
    }

    private void survives(int step, boolean spooled) {
        FailingStore counting = new FailingStore(open(), Point.NOWHERE);
        Lake.succeeds(export(seen(counting, spooled), NEW));
        Map<String, String> undisturbed = files(counting);
        int operations = counting.operations().size();
        for (int number = 1; number <= operations; number += step) {
            for (boolean killed : new boolean[] {true, false}) {
                Point point = new Point(number, Moment.AFTER, killed);
                Store store = open();
                try {
                    export(seen(new FailingStore(store, point), spooled), NEW);
                } catch (Failure e) {
                    // As a killed process would end, with or without a word.
                }

                Lake.succeeds(export(seen(new FailingStore(store, Point.NOWHERE), spooled), NEW));

                assertThat(files(store))
                        .as("%s at %s", point, counting.operations().get(number - 1))
                        .isEqualTo(undisturbed);
                SERVER.clear();
            }
        }
        System.out.println(2 * Math.ceilDiv(operations, step) + " points survived");
    }
}
