package dev.slipway.ledger;

import static dev.slipway.ledger.Entries.claimed;
import static dev.slipway.ledger.Entries.picture;
import static dev.slipway.ledger.Entries.started;
import static dev.slipway.ledger.Entries.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.Failure;
import dev.slipway.store.Blob;
import dev.slipway.store.Expect;
import dev.slipway.store.FailingStore;
import dev.slipway.store.FailingStore.Moment;
import dev.slipway.store.InterruptedStore;
import dev.slipway.store.MemoryStore;
import dev.slipway.store.Store;
import dev.slipway.store.WatchedStore.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a {@link StoreLedger} keeps itself in few objects, and that nobody who reads or writes meanwhile is misled. */
final class StoreLedgerSegmentsTest {
    private static final int NEVER = Integer.MAX_VALUE;

    private final Store store = new MemoryStore();

    private static StoreLedger open(Store store, String run) {
        return StoreLedger.open(store, StoreLedgerTest.CLOCK, run, 500, NEVER);
    }

    private List<Blob> objects() {
        try (Stream<Blob> blobs = store.list("")) {
            return blobs.toList();
        }
    }

    /** So many commits. */
    private static List<Entry> commit(Ledger ledger, String name, int count) {
        List<Entry> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Entry entry = started(name + i, "job");
            ledger.commit(List.of(entry));
            all.add(entry);
        }
        return all;
    }

    // Cost

    /** The worst case: each entry is a commit of its own. */
    @Test
    void aHundredThousandCommitsAreOpenedInTwentyRequestsAndWereCopiedFewTimes() {
        int count = 100_000;
        AtomicLong copied = new AtomicLong();
        AtomicLong put = new AtomicLong();
        AtomicLong requests = new AtomicLong();
        Store counting = new InterruptedStore(store, (moment, number, operation, key) -> {
            requests.addAndGet(moment == Moment.BEFORE ? 1 : 0);
            if (moment == Moment.AFTER && (operation == Operation.PROMOTE || operation == Operation.PUT)) {
                (operation == Operation.PUT ? put : copied)
                        .addAndGet(store.find(key).orElseThrow().size());
            }
        });
        StoreLedger ledger = open(counting, "r1");
        ledger.commit(Entries.begun("r1", "t", 1, count));
        int most = 0;
        for (int unit = 0; unit < count; unit++) {
            ledger.commit(List.of(written("t", 1, unit)));
            most = Math.max(most, unit % 977 == 0 ? objects().size() : 0);
        }
        InterruptedStore opening = new InterruptedStore(store, (moment, number, operation, key) -> {});
        StoreLedger opened = open(opening, "later");

        System.out.printf(
                "%d commits: at most %d objects, opened by %d requests, %.1f requests a commit, copied %.1f times%n",
                count, most, opening.operations(), requests.doubleValue() / count, copied.doubleValue() / put.get());
        assertThat(picture(opened)).isEqualTo(picture(ledger));
        assertThat(most).isLessThanOrEqualTo(20);
        assertThat(opening.operations()).isLessThanOrEqualTo(20);
        assertThat(copied.get()).isLessThan((long) (Math.log(count) * put.get()));
    }

    @Test
    void entriesThatNobodyWaitsForShareACommit() {
        StoreLedger ledger = open(store, "r1");
        ledger.commit(Entries.begun("r1", "t", 1, 1250));
        for (int unit = 0; unit < 1250; unit++) {
            ledger.append(written("t", 1, unit));
        }

        assertThat(objects()).hasSize(3);
        assertThat(open(store, "later")
                        .<Integer>look(state ->
                                state.table("t").work().orElseThrow().units().size()))
                .isEqualTo(1000);
    }

    // Summaries

    @ParameterizedTest
    @ValueSource(ints = {0, 300, 5000})
    void aSummaryTellsTheSameAsTheEntriesThatItStandsFor(int summaryBytes) {
        for (long seed = 1; seed <= 20; seed++) {
            Store own = new MemoryStore();
            StoreLedger ledger = StoreLedger.open(own, StoreLedgerTest.CLOCK, "r1", 500, summaryBytes);
            StoreLedger following = open(own, "follows");
            RandomEntries random = new RandomEntries(seed);
            State state = new State();
            for (int i = 0; i < 120; i++) {
                Entry entry = random.next(state);
                state.apply(entry);
                ledger.commit(List.of(entry));
                if (i % 11 == 0) {
                    following.refresh();
                    assertThat(picture(following)).as("seed %d", seed).isEqualTo(picture(state));
                }
            }
            assertThat(picture(open(own, "later"))).as("seed %d", seed).isEqualTo(picture(state));
        }
    }

    // Killed

    /** Ledger and merge are killed, or lose an answer, at each of their operations. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLedgerSurvivesEveryKillAndEveryFailure(boolean killed) {
        int operations = NEVER;
        for (int point = 1; point <= operations; point++) {
            for (Moment moment : Moment.values()) {
                for (long summaryBytes : List.of((long) NEVER, 500L)) {
                    operations = survives(new FailingStore.Point(point, moment, killed), summaryBytes, operations);
                }
            }
        }
        System.out.println(operations + " operations of ledgers failed");
    }

    private int survives(FailingStore.Point point, long summaryBytes, int operations) {
        Store own = new MemoryStore();
        FailingStore failing = new FailingStore(own, point);
        int acknowledged = 0;
        try {
            StoreLedger ledger = StoreLedger.open(failing, StoreLedgerTest.CLOCK, "r1", 500, summaryBytes);
            for (int i = 0; i < 40; i++) {
                ledger.commit(List.of(started("r" + i, "job")));
                acknowledged = i + 1;
            }
        } catch (Failure e) {
            assertThat(e.kind()).as("%s", point).isIn(Failure.Kind.UNAVAILABLE, Failure.Kind.UNKNOWN);
        }
        StoreLedger next = StoreLedger.open(own, StoreLedgerTest.CLOCK, "r2", 500, summaryBytes);
        assertThat(next.<Integer>look(state -> state.runs().size()))
                .as("%s", point)
                .isBetween(acknowledged, acknowledged + 1);
        commit(next, "next", 12);
        assertThat(picture(open(own, "later"))).as("%s", point).isEqualTo(picture(next));
        assertThat(Parts.list(own).covered()).as("%s", point).isEmpty();
        return acknowledged == 40 && point.number() < failing.operations().size()
                ? Math.min(operations, failing.operations().size())
                : acknowledged == 40 ? failing.operations().size() : operations;
    }

    // Asleep

    /** He is about to write the commit that others have written, followed and merged away meanwhile. */
    @Test
    void whatASleeperWritesWhereOthersHaveMergedDoesNotCount() {
        Store sleepy = InterruptedStore.before(
                store, Operation.PUT, Parts.commit(2), () -> commit(open(store, "two"), "theirs", 30));
        StoreLedger sleeper = open(sleepy, "one");
        sleeper.commit(List.of(started("first", "job")));

        sleeper.commit(List.of(started("second", "job")));

        StoreLedger later = open(store, "later");
        List<String> runs =
                later.look(state -> state.runs().stream().map(RunState::run).toList());
        assertThat(runs).hasSize(32).startsWith("first", "theirs0").endsWith("theirs29", "second");
        assertThat(picture(sleeper)).isEqualTo(picture(later));
        assertThat(store.find(Parts.commit(2))).isEmpty();
        commit(later, "more", 30);
        assertThat(picture(open(store, "last"))).isEqualTo(picture(later));
    }

    @Test
    void aSleeperWhoseTableWasTakenIsFenced() {
        Store sleepy = InterruptedStore.before(store, Operation.PUT, Parts.commit(2), () -> {
            StoreLedger two = open(store, "two");
            two.commit(List.of(started("r2", "job"), claimed("t", 2, "r2")));
            commit(two, "more", 30);
        });
        StoreLedger sleeper = open(sleepy, "one");
        sleeper.commit(Entries.begun("r1", "t", 1, 2));

        assertThatThrownBy(() -> sleeper.commit(List.of(written("t", 1, 0))))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.FENCED));
        assertThat(picture(open(store, "later"))).isEqualTo(picture(sleeper));
        assertThat(store.find(Parts.commit(2))).isEmpty();
    }

    /** Killed before he could take it back. */
    @Test
    void whatASleeperLeftWhereOthersHaveMergedIsNotBelieved() {
        StoreLedger two = open(store, "two");
        two.commit(Entries.begun("r1", "t", 1, 2));
        CommitText.Written ghost = CommitText.write(
                new Commit(2, hashOfFirst(), "ghost", Entries.AT.toString(), false, List.of(written("t", 1, 0))));
        commit(two, "more", 30);
        List<Object> expected = picture(two);
        store.put(Parts.commit(2), ghost.bytes(), Expect.absent());

        assertThat(picture(open(store, "later"))).isEqualTo(expected);
        commit(two, "again", 30);
        assertThat(picture(open(store, "later"))).isEqualTo(picture(two));
        assertThat(store.find(Parts.commit(2))).isEmpty();
    }

    private String hashOfFirst() {
        Blob first = store.find(Parts.commit(1)).orElseThrow();
        List<String> hashes = new ArrayList<>();
        try (InputStream in = store.read(first, 0, first.size())) {
            CommitText.read(in, "first", new CommitText.Reader() {
                @Override
                public boolean wants(long position, boolean summary) {
                    return true;
                }

                @Override
                public void accept(CommitText.Hashed commit) {
                    hashes.add(commit.hash());
                }
            });
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return hashes.getFirst();
    }

    /**
     * At each operation of one who reads, merges or writes, another writes so much that all is merged anew, or summed up; his
     * answer may be lost as well.
     */
    @ParameterizedTest
    @CsvSource({"2147483647, false", "2147483647, true", "0, false", "0, true"})
    void whoeverIsAtWorkWhileOthersMergeMissesNothing(int summaryBytes, boolean lost) {
        int points = interrupted(0, Moment.BEFORE, summaryBytes, lost).operations();
        int unknown = 0;
        for (int point = 1; point <= points; point++) {
            for (Moment moment : Moment.values()) {
                unknown += interrupted(point, moment, summaryBytes, lost).sure() ? 0 : 1;
            }
        }
        System.out.println(points + " operations of ledgers interrupted by merges, " + unknown + " in doubt");
        assertThat(unknown > 0).isEqualTo(lost || summaryBytes == 0);
    }

    /** How many operations it took, and whether it was never in doubt what was written. */
    private record Interrupted(int operations, boolean sure) {}

    private static Interrupted interrupted(int point, Moment moment, int summaryBytes, boolean lost) {
        Store own = new MemoryStore();
        StoreLedger two = StoreLedger.open(own, StoreLedgerTest.CLOCK, "two", 500, summaryBytes);
        commit(two, "before", 46);
        InterruptedStore store = new InterruptedStore(own, (when, number, operation, key) -> {
            if (number == point && when == moment) {
                commit(two, "meanwhile", 27);
                if (lost) {
                    throw new Failure(Failure.Kind.UNKNOWN, "told to lose the answer");
                }
            }
        });
        List<String> written = new ArrayList<>();
        boolean sure = true;
        try {
            StoreLedger one = open(store, "one");
            for (int i = 0; i < 20; i++) {
                one.commit(List.of(started("ours" + i, "job")));
                written.add("ours" + i);
            }
        } catch (Failure e) {
            assertThat(e.kind()).isEqualTo(Failure.Kind.UNKNOWN);
            sure = false;
        }
        two.refresh();
        commit(two, "last", 9);

        StoreLedger later = open(own, "later");
        List<String> runs =
                later.look(state -> state.runs().stream().map(RunState::run).toList());
        assertThat(runs).doesNotHaveDuplicates().containsAll(written).hasSizeLessThan(written.size() + 84);
        assertThat(picture(later)).isEqualTo(picture(two));
        assertThat(Parts.list(own).covered()).isEmpty();
        return new Interrupted(store.operations(), sure);
    }
}
