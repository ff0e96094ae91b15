package dev.slipway.job;

import static dev.slipway.job.Sample.all;
import static dev.slipway.job.Sample.planned;
import static dev.slipway.job.Sample.rows;
import static dev.slipway.job.Sample.source;
import static dev.slipway.job.Sample.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.Failure;
import dev.slipway.ledger.Planned;
import dev.slipway.store.FailingStore.Moment;
import dev.slipway.store.InterruptedStore;
import dev.slipway.store.LocalStore;
import dev.slipway.store.SpooledStore;
import dev.slipway.store.Store;
import dev.slipway.store.WatchedStore.Operation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run could not send, the next one sends, before it reads what is new. */
final class ExportSpoolTest {
    private static final ExportSettings SETTINGS = new ExportSettings("p", 1000, 1_000_000, 1, false);
    private static final List<List<List<@Nullable Object>>> ROWS = List.of(rows(0, 20, 1), rows(20, 45, 2));

    @TempDir
    Path folder;

    private Lake lake() {
        return new Lake(folder.resolve("lake"));
    }

    private Store spooled(Store behind) {
        return new SpooledStore(new LocalStore(folder.resolve("spool")), behind, SpooledStore.Watch.NONE);
    }

    /** It lets nothing of a table be sent to it, and is there for all else, such as the ledger. */
    private Store away() {
        return new InterruptedStore(lake().store(), (moment, number, operation, key) -> {
            if (operation == Operation.STAGE && key.startsWith("public.")) {
                throw new Failure(Failure.Kind.UNKNOWN, "away");
            }
        });
    }

    private static MemorySource three() {
        return new MemorySource(List.of(planned("a", ROWS), planned("b", ROWS), planned("c", ROWS)));
    }

    private static RunSettings publishing(RunSettings.Publish publish) {
        return new RunSettings(Planned.Mode.REPLACE, publish, 1, Duration.ZERO, false);
    }

    private static void unavailable(List<Export.Result> results) {
        assertThat(results)
                .allMatch(result -> result instanceof Export.Result.Failed failed
                        && failed.failure().kind() == Failure.Kind.UNAVAILABLE);
    }

    @Test
    void whatCouldNotBeSentIsSentByTheNextRunAndNotWrittenAgain() {
        unavailable(Lake.export(Lake.parts(spooled(away()), SETTINGS, Events.NONE), source("a", ROWS)));
        assertThat(lake().dataFiles()).isEmpty();

        List<Event> events = new ArrayList<>();
        Lake.succeeds(Lake.export(Lake.parts(spooled(lake().store()), SETTINGS, events::add), source("a", ROWS)));

        assertThat(events).noneMatch(Event.FileWritten.class::isInstance);
        assertThat(lake().settledRows(table("a"))).isEqualTo(all(ROWS));
    }

    @Test
    void whoHasNoSpoolWritesItAgain() {
        unavailable(Lake.export(Lake.parts(spooled(away()), SETTINGS, Events.NONE), source("a", ROWS)));

        List<Event> events = new ArrayList<>();
        Lake.succeeds(Lake.export(Lake.parts(lake().store(), SETTINGS, events::add), source("a", ROWS)));

        assertThat(events).anyMatch(Event.FileWritten.class::isInstance);
        assertThat(lake().settledRows(table("a"))).isEqualTo(all(ROWS));
    }

    /** No intent is open before all is sent, so that only the units stand in the ledger. */
    @Test
    void aTableThatIsWrittenWholeIsPublishedBeforeNewRowsAreRead() {
        MemorySource whole = new MemorySource(List.of(planned("b", ROWS)));
        unavailable(Lake.export(Lake.parts(spooled(away()), SETTINGS, Events.NONE), whole));
        assertThat(lake().state(table("b")).change()).isEmpty();

        List<Event> events = new ArrayList<>();
        Lake.succeeds(Lake.export(
                Lake.parts(spooled(lake().store()), SETTINGS, events::add),
                new MemorySource(List.of(planned("a", ROWS), planned("b", ROWS)))));

        List<String> steps = events.stream()
                .<String>mapMulti((event, step) -> {
                    if (event instanceof Event.TablePublished published) {
                        step.accept("published " + published.table());
                    } else if (event instanceof Event.FileWritten written) {
                        step.accept("written " + written.table());
                    }
                })
                .toList();
        assertThat(steps)
                .containsExactly("published public.b", "written public.a", "written public.a", "published public.a");
    }

    /**
     * One is stopped between its intent and its first file; another, which does not see its spool, gives that up and publishes other
     * rows. When the first goes on, it shows nothing.
     */
    @Test
    void whoIsOvertakenByOneWithoutItsSpoolShowsNothing() {
        List<List<List<@Nullable Object>>> other = List.of(rows(0, 21, 3), rows(21, 47, 3));
        Store late = InterruptedStore.before(
                lake().store(),
                Operation.PROMOTE,
                "public.a/",
                () -> Lake.succeeds(
                        Lake.export(Lake.parts(lake().store(), SETTINGS, Events.NONE), source("a", other))));

        List<Export.Result> results = Lake.export(Lake.parts(spooled(late), SETTINGS, Events.NONE), source("a", ROWS));

        assertThat(results).noneMatch(Export.Result.Published.class::isInstance);
        assertThat(lake().settledRows(table("a"))).isEqualTo(all(other));
        assertThat(lake().staged()).isEmpty();
    }

    /** Whoever looks before all is sent looks at what is old when he acts on it, and has an intent open while the link is away. */
    @Test
    void whatGoesTogetherIsSentBeforeAnyOfItIsLookedAt() {
        List<String> steps = Collections.synchronizedList(new ArrayList<>());
        Store watched = new InterruptedStore(lake().store(), (moment, number, operation, key) -> {
            if (moment == Moment.BEFORE && operation == Operation.STAGE && key.startsWith("public.")) {
                steps.add("sent " + key.substring(0, 8));
            } else if (moment == Moment.BEFORE && operation == Operation.FIND && key.startsWith("public.")) {
                steps.add("looked at " + key.substring(0, 8));
            }
        });
        RunSettings together = publishing(RunSettings.Publish.PLAN);

        Lake.succeeds(Lake.export(Lake.parts(spooled(watched), SETTINGS, together, Events.NONE, Lake.run()), three()));

        int sent = Math.max(
                steps.lastIndexOf("sent public.a"),
                Math.max(steps.lastIndexOf("sent public.b"), steps.lastIndexOf("sent public.c")));
        assertThat(steps.subList(0, sent + 1)).hasSize(6).allMatch(step -> step.startsWith("sent"));
        assertThat(steps).contains("looked at public.a", "looked at public.c");
    }

    /** A link that goes away again keeps only those from being visible that were not sent. */
    @Test
    void aTableIsPublishedWhenItIsSentAndDoesNotWaitForOthersToBe() {
        List<String> steps = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch allWritten = new CountDownLatch(6);
        // The others become ready while the first is sent, and are then taken together.
        Store slow = InterruptedStore.before(lake().store(), Operation.STAGE, "public.a", () -> await(allWritten));
        SpooledStore.Watch sending = new SpooledStore.Watch() {
            @Override
            public void sending(long bytes) {}

            @Override
            public void sent(String key, long bytes) {
                if (key.startsWith("public.")) {
                    steps.add("sent " + key.substring(0, 8));
                }
            }
        };
        Store store = new SpooledStore(new LocalStore(folder.resolve("spool")), slow, sending);
        Events events = event -> {
            switch (event) {
                case Event.UnitDone done -> allWritten.countDown();
                case Event.TablePublished published -> steps.add("published " + published.table());
                default -> {}
            }
        };

        Lake.succeeds(Lake.export(Lake.parts(store, SETTINGS, events), three()));

        assertThat(steps)
                .containsExactly(
                        "sent public.a",
                        "sent public.a",
                        "published public.a",
                        "sent public.b",
                        "sent public.b",
                        "published public.b",
                        "sent public.c",
                        "sent public.c",
                        "published public.c");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
