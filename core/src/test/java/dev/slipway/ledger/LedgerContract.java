package dev.slipway.ledger;

import static dev.slipway.ledger.Entries.claimed;
import static dev.slipway.ledger.Entries.ended;
import static dev.slipway.ledger.Entries.picture;
import static dev.slipway.ledger.Entries.started;
import static dev.slipway.ledger.Entries.verified;
import static dev.slipway.ledger.Entries.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.Failure;
import dev.slipway.store.ChildProcess;
import dev.slipway.store.Together;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Ledger} promises. A ledger's test extends it and opens ledgers over one record, which is empty when a
 * test begins.
 */
public abstract class LedgerContract {
    /** Opens the ledger once more, as another process would. */
    protected abstract Ledger open(String run);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Ledger one;
    private Ledger two;

    @BeforeEach
    void openTwice() {
        one = open("one");
        two = open("two");
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private static void fenced(ThrowingCallable call, String... words) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.FENCED))
                .hasMessageContainingAll(words);
    }

    @Test
    void whatIsCommittedIsThereForWhoeverOpensTheLedgerLater() {
        List<Entry> entries = new ArrayList<>(Entries.begun("r1", "t", 1, 3));
        one.commit(entries);
        for (int unit = 0; unit < 3; unit++) {
            one.commit(List.of(written("t", 1, unit), verified("t", 1, unit)));
            entries.addAll(List.of(written("t", 1, unit), verified("t", 1, unit)));
        }

        assertThat(picture(open("later"))).isEqualTo(picture(Entries.state(entries)));
        assertThat(picture(one)).isEqualTo(picture(Entries.state(entries)));
    }

    @Test
    void thoseWhoWriteByTurnsSeeEachOther() {
        for (int i = 0; i < 30; i++) {
            Ledger writer = i % 2 == 0 ? one : two;
            writer.commit(List.of(started("r" + i, "job")));
        }
        one.refresh();

        List<Object> expected = picture(Entries.state(
                IntStream.range(0, 30).mapToObj(i -> started("r" + i, "job")).toList()));
        assertThat(picture(one)).isEqualTo(expected);
        assertThat(picture(two)).isEqualTo(expected);
    }

    @Test
    void aCommitIsAllOrNothing() {
        assertThatThrownBy(() -> one.commit(List.of(started("r1", "job"), claimed("t", 5, "r1"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("it is of epoch 5, and 1 is due");

        assertThat(picture(one)).isEmpty();
        assertThat(picture(open("later"))).isEmpty();
    }

    @Test
    void whoWasOvertakenIsFencedAndToldByWhom() {
        one.commit(Entries.begun("r1", "t", 1, 3));
        two.refresh();
        two.commit(List.of(started("r2", "nightly"), claimed("t", 2, "r2")));
        List<Object> before = picture(two);

        fenced(
                () -> one.commit(List.of(written("t", 1, 0))),
                "t was taken over by run r2 of job nightly (process 7 on host)",
                "nothing of it was changed since");
        assertThat(picture(one)).isEqualTo(before);
        assertThat(picture(open("later"))).isEqualTo(before);
    }

    @Test
    void whoClaimsWhatAnotherClaimedFirstIsFenced() {
        two.commit(List.of(started("r2", "nightly"), claimed("t", 1, "r2")));

        fenced(() -> one.commit(List.of(started("r1", "job"), claimed("t", 1, "r1"))), "run r2", "job nightly");
        assertThat(one.<Boolean>look(state -> state.run("r1").isPresent())).isFalse();
    }

    @Test
    void aRunThatAnotherProcessEndedIsFenced() {
        one.commit(Entries.begun("r1", "t", 1, 3));
        two.refresh();
        two.commit(List.of(ended("r1")));

        fenced(() -> one.commit(List.of(written("t", 1, 0))), "run r1 was ended by another process");
        fenced(() -> one.commit(List.of(ended("r1"))), "run r1 was ended");
    }

    @Test
    void whatIsAppendedIsWrittenWithTheNextCommit() {
        one.commit(Entries.begun("r1", "t", 1, 3));
        one.append(written("t", 1, 0));
        assertThat(work(open("later")).units()).isEmpty();

        one.commit(List.of(verified("t", 1, 0)));

        assertThat(work(open("later")).units()).containsOnlyKeys(0);
    }

    @Test
    void whatIsAppendedIsWrittenWhenAskedFor() {
        one.commit(Entries.begun("r1", "t", 1, 3));
        one.append(written("t", 1, 2));
        one.append(verified("t", 1, 2));
        one.flush();
        one.flush();

        assertThat(work(open("later")).units().get(2))
                .satisfies(done -> assertThat(done.verified()).isTrue());
    }

    @Test
    void ofWhatIsAppendedAllThatIsAdmittedIsWritten() {
        one.commit(Entries.begun("r1", "t", 1, 3));
        one.commit(List.of(claimed("u", 1, "r1"), Entries.planned("u", 1, Entries.plan("r1", 1))));
        one.append(written("t", 1, 0));
        one.append(written("u", 1, 0));
        two.refresh();
        two.commit(List.of(started("r2", "job"), claimed("t", 2, "r2")));

        one.flush();

        Ledger later = open("later");
        assertThat(work(later).units()).isEmpty();
        assertThat(later.look(state -> state.snapshot("u")).work().orElseThrow().units())
                .containsOnlyKeys(0);
    }

    private static Work work(Ledger ledger) {
        return ledger.look(state -> state.snapshot("t")).work().orElseThrow();
    }

    // Races

    private <T> List<T> together(List<Callable<T>> calls) throws Exception {
        List<Future<T>> futures = Together.call(threads, calls);
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            try {
                results.add(future.get());
            } catch (ExecutionException e) {
                throw new AssertionError(e.getCause());
            }
        }
        return results;
    }

    /** Whether the claim was admitted. */
    protected static boolean claim(Ledger ledger, String table, long epoch, String run) {
        try {
            ledger.commit(List.of(started(run, "job"), claimed(table, epoch, run)));
            return true;
        } catch (Failure e) {
            assertThat(e.kind()).isEqualTo(Failure.Kind.FENCED);
            return false;
        }
    }

    private static final int ROUNDS = 30;

    /** Claims one table after the other, as fast as it can, and says which it has. */
    protected static void claimAll(Ledger ledger, String name) {
        for (int round = 0; round < ROUNDS; round++) {
            String run = name + '-' + round;
            if (claim(ledger, "t" + round, 1, run)) {
                System.out.println("t" + round + ' ' + run);
            }
        }
    }

    /** Of processes that do that at once, one is told for each table that it has it. */
    protected final void oneWinsEach(List<ChildProcess> processes) throws IOException, InterruptedException {
        List<String> won = new ArrayList<>();
        for (ChildProcess process : processes) {
            won.addAll(process.output().lines().toList());
        }

        List<String> expected = open("later").look(state -> state.tables().stream()
                .map(table -> table.table() + ' ' + table.run())
                .toList());
        assertThat(expected).hasSize(ROUNDS);
        assertThat(won).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void ofThoseWhoClaimATableAtOnceOneWins() throws Exception {
        for (int round = 1; round <= 40; round++) {
            long epoch = round;
            List<String> runs = List.of("a" + round, "b" + round, "c" + round);
            List<Ledger> ledgers = List.of(one, two, two);
            List<Boolean> won = together(IntStream.range(0, 3)
                    .mapToObj(i -> (Callable<Boolean>) () -> claim(ledgers.get(i), "t", epoch, runs.get(i)))
                    .toList());

            assertThat(won).as("round %d", round).containsOnlyOnce(true);
            String winner = runs.get(won.indexOf(true));
            assertThat(open("later").<String>look(state -> state.table("t").run()))
                    .isEqualTo(winner);
        }
    }

    @Test
    void whatManyThreadsWriteIsAllThere() throws Exception {
        one.commit(Entries.begun("r1", "t", 1, 400));
        together(IntStream.range(0, 4)
                .mapToObj(thread -> (Callable<Integer>) () -> {
                    for (int unit = thread; unit < 400; unit += 4) {
                        one.append(written("t", 1, unit));
                        if (unit % 5 == 0) {
                            one.commit(List.of(verified("t", 1, unit)));
                        }
                    }
                    return thread;
                })
                .toList());
        one.flush();

        Work work = work(open("later"));
        assertThat(work.units()).hasSize(400);
        assertThat(work.units().values().stream().filter(Work.Done::verified)).hasSize(80);
    }
}
