package dev.slipway.job;

import static dev.slipway.job.Sample.all;
import static dev.slipway.job.Sample.rows;
import static dev.slipway.job.Sample.source;
import static dev.slipway.job.Sample.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.Failure;
import dev.slipway.disk.MemoryFolder;
import dev.slipway.ledger.TableState;
import dev.slipway.store.FailingStore;
import dev.slipway.store.FailingStore.Moment;
import dev.slipway.store.FailingStore.Point;
import dev.slipway.store.Leftover;
import dev.slipway.store.LocalStore;
import dev.slipway.store.Sealed;
import dev.slipway.store.SpooledStore;
import dev.slipway.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An export through a spool that fails or is killed at any operation of the spool's folder or of the store behind it: the
 * next run ends as an undisturbed one, with the same spool, with another, or without one.
 */
final class ExportSpoolCrashTest {
    private static final List<List<List<@Nullable Object>>> OLD =
            List.of(rows(0, 20, 1), rows(20, 40, 1), rows(40, 60, 1));
    private static final List<List<List<@Nullable Object>>> NEW = List.of(rows(0, 20, 1), rows(20, 45, 2));
    private static final ExportSettings SETTINGS = new ExportSettings("p", 15, 1_000_000, 1, false);

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    private int lakes;

    /** Which spool the next run has. */
    private enum Next {
        SAME,
        OTHER,
        NONE
    }

    private static List<Export.Result> export(Store store, List<List<List<@Nullable Object>>> pieces) {
        return Lake.export(Lake.parts(store, SETTINGS, Events.NONE), source("a", pieces));
    }

    private static Store spooled(Store folder, Store behind) {
        return new SpooledStore(folder, behind, SpooledStore.Watch.NONE);
    }

    private Path spool(Lake lake, String name) {
        return folder.resolve("spools").resolve(lake.folder().getFileName() + name);
    }

    private Lake lake() {
        Lake lake = new Lake(folder.resolve("lake" + lakes++));
        Lake.succeeds(export(lake.store(), OLD));
        return lake;
    }

    @Test
    void theNextRunWithTheSameSpoolEndsAsAnUndisturbedOne() {
        everyPoint(1, true, Next.SAME);
        everyPoint(2, false, Next.SAME);
    }

    @Test
    void theNextRunWithAnotherSpoolEndsAsAnUndisturbedOne() {
        everyPoint(5, true, Next.OTHER);
    }

    @Test
    void theNextRunWithoutASpoolEndsAsAnUndisturbedOne() {
        everyPoint(5, true, Next.NONE);
    }

    private void everyPoint(int step, boolean killed, Next next) {
        Lake counted = lake();
        FailingStore counting = new FailingStore(counted.store(), Point.NOWHERE);
        Lake.succeeds(export(spooled(counting.beside(new LocalStore(spool(counted, ""))), counting), NEW));
        Map<String, String> undisturbed = counted.files();
        assertThat(counted.settledRows(table("a"))).isEqualTo(all(NEW));
        int operations = counting.operations().size();
        for (int number = 1; number <= operations; number += step) {
            for (Moment moment : Moment.values()) {
                disturbed(new Point(number, moment, killed), next, undisturbed);
            }
        }
        System.out.println(2 * Math.ceilDiv(operations, step) + " points survived");
    }

    private void disturbed(Point point, Next next, Map<String, String> undisturbed) {
        Lake lake = lake();
        FailingStore failing = new FailingStore(lake.store(), point);
        try {
            export(spooled(failing.beside(new LocalStore(spool(lake, ""))), failing), NEW);
        } catch (Failure e) {
            // As a killed process would end, with or without a word.
        }
        String where = point + " " + failing.operations().get(point.number() - 1) + ", then " + next;
        assertThat(lake.rows(table("a"))).as(where).isIn(all(OLD), all(NEW));

        Store again =
                switch (next) {
                    case SAME -> spooled(new LocalStore(spool(lake, "")), lake.store());
                    case OTHER -> spooled(new LocalStore(spool(lake, "-other")), lake.store());
                    case NONE -> lake.store();
                };
        Lake.succeeds(export(again, NEW));

        assertThat(lake.files()).as(where).isEqualTo(undisturbed);
        TableState state = lake.state(table("a"));
        assertThat(state.change()).as(where).isEmpty();
        assertThat(state.work()).as(where).isEmpty();
        assertThat(state.strays()).as(where).isEmpty();
        nothingIsLeft(lake, where);
    }

    /** What nobody needs is found in both places, and can be removed. */
    private void nothingIsLeft(Lake lake, String where) {
        Store store = spooled(new LocalStore(spool(lake, "")), lake.store());
        try (Stream<Leftover> leftovers = store.leftovers()) {
            leftovers.toList().forEach(left -> store.discard(new Sealed(left.blob())));
        }
        assertThat(lake.staged()).as(where).isEmpty();
        assertThat(files(spool(lake, ""))).as(where).isEmpty();
    }

    /** All but locks. */
    private static Set<String> files(Path spool) {
        try (Stream<Path> paths = Files.walk(Files.createDirectories(spool))) {
            return new TreeSet<>(paths.filter(Files::isRegularFile)
                    .map(path -> spool.relativize(path).toString())
                    .filter(name -> !name.startsWith("_slipway/locks/"))
                    .toList());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
