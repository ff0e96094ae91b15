package dev.slipway.ledger;

import static dev.slipway.ledger.Entries.picture;
import static dev.slipway.ledger.Entries.started;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.Failure;
import dev.slipway.disk.Journal;
import dev.slipway.disk.Luck;
import dev.slipway.disk.MemoryFolder;
import dev.slipway.disk.PowerLoss;
import dev.slipway.store.Blob;
import dev.slipway.store.FailingStore.Moment;
import dev.slipway.store.InterruptedStore;
import dev.slipway.store.LocalStore;
import dev.slipway.store.Sealed;
import dev.slipway.store.Staged;
import dev.slipway.store.Store;
import dev.slipway.store.WatchedStore.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power goes after any call of a ledger to its file system, while it commits, merges, sums up and removes: every commit
 * that was acknowledged is there, and the ledger goes on.
 */
final class StoreLedgerPowerLossTest {
    private static final long SEED = 20261121;
    private static final int NEVER = Integer.MAX_VALUE;

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    private Journal journal;
    private Store store;

    @BeforeEach
    void open() throws IOException {
        journal = new Journal(Files.createDirectory(folder.resolve("journal")));
        store = new LocalStore(journal.root().resolve("lake"));
    }

    private static StoreLedger open(Store store, String run, long summaryBytes) {
        return StoreLedger.open(store, StoreLedgerTest.CLOCK, run, 500, summaryBytes);
    }

    @Test
    void whatTwoWritersWereToldIsWrittenSurvives() throws IOException {
        List<StoreLedger> writers = List.of(
                open(store, "one", NEVER), open(new LocalStore(journal.root().resolve("lake")), "two", NEVER));
        for (int i = 0; i < 40; i++) {
            commit(writers.get(i / 3 % 2), "r" + i);
        }
        losses(0, 1, NEVER);
    }

    @Test
    void whatWasWrittenSurvivesBeingSummedUp() throws IOException {
        StoreLedger ledger = open(store, "one", 500);
        for (int i = 0; i < 40; i++) {
            commit(ledger, "r" + i);
        }
        losses(0, 1, 500);
    }

    /** One is killed at each step of a commit, and another goes on from what he finds. */
    @Test
    void whatOneWhoWasKilledHadWrittenIsNotReliedOnBeforeItIsDurable() throws IOException {
        boolean killed = true;
        for (int steps = 0; killed; steps++) {
            journal = new Journal(Files.createDirectory(folder.resolve("killed-" + steps)));
            store = new LocalStore(journal.root().resolve("lake"));
            commit(open(store, "one", NEVER), "r0");
            StoreLedger two = open(new LocalStore(journal.root().resolve("lake")), "two", NEVER);
            journal.killAfter(journal.size() + steps);
            try {
                two.commit(List.of(started("r1", "job")));
                killed = false;
            } catch (Failure e) {
                assertThat(e.kind()).isNotEqualTo(Failure.Kind.CORRUPT);
            }
            journal.revive();
            int first = journal.size() - 1;
            StoreLedger three = open(new LocalStore(journal.root().resolve("lake")), "three", NEVER);
            if (three.<Integer>look(state -> state.runs().size()) == 2) {
                three.commit(List.of(started("r2", "job")));
                journal.note("r1");
            }
            PowerLoss losses = new PowerLoss(Files.createDirectory(folder.resolve("restored-" + steps)));
            losses.after(journal, first, Luck.some(SEED + steps, 20), moment -> opens(moment.folder()));
        }
    }

    private static void opens(Path folder) {
        open(new LocalStore(folder.resolve("lake")), "next", NEVER).commit(List.of(started("next", "job")));
    }

    private void commit(Ledger ledger, String run) {
        ledger.commit(List.of(started(run, "job")));
        journal.note(run);
    }

    private void losses(int first, int mixed, long summaryBytes) throws IOException {
        PowerLoss losses = new PowerLoss(Files.createDirectory(folder.resolve("restored")));
        losses.after(journal, first, Luck.some(SEED, mixed), moment -> check(moment, summaryBytes));
        System.out.println(losses + " (seed " + SEED + ")");
    }

    private static void check(PowerLoss.Moment moment, long summaryBytes) {
        Store survived = new LocalStore(moment.folder().resolve("lake"));
        StoreLedger next = open(survived, "next", summaryBytes);
        List<String> runs =
                next.look(state -> state.runs().stream().map(RunState::run).toList());
        assertThat(runs)
                .as(moment.where())
                .hasSizeBetween(moment.notes().size(), moment.notes().size() + 1)
                .containsAll(moment.notes().stream().map(Object::toString).toList());
        for (int i = 0; i < 12; i++) {
            next.commit(List.of(started("next" + i, "job")));
        }
        assertThat(picture(open(survived, "later", summaryBytes)))
                .as(moment.where())
                .isEqualTo(picture(next));
        assertThat(Parts.list(survived).covered()).as(moment.where()).isEmpty();
    }

    /** Another has linked a larger segment, and not synced it yet, when this one removes what is merged. */
    @Test
    void whatOthersMergedIsNotReliedOnBeforeItIsDurable() throws IOException {
        StoreLedger before = open(store, "before", NEVER);
        for (int i = 0; i < 8; i++) {
            List<String> runs = IntStream.range(20 * i, 20 * i + 20)
                    .mapToObj(run -> "b" + run)
                    .toList();
            before.commit(runs.stream().map(run -> started(run, "job")).toList());
            runs.forEach(journal::note);
        }
        Store merging = new InterruptedStore(store, (moment, number, operation, key) -> {
            if (operation == Operation.PROMOTE && moment == Moment.AFTER) {
                mergedByAnother();
            }
        });
        StoreLedger one = open(merging, "one", NEVER);
        for (int i = 0; i < 7; i++) {
            commit(one, "r" + i);
        }
        int first = journal.size();
        one.commit(List.of(started("r7", "job")));

        losses(first, 30, NEVER);
        assertThat(store.find(Parts.segment(1, 20))).isPresent();
    }

    private void mergedByAnother() {
        journal.note("r7");
        StoreLedger two = open(store, "two", NEVER);
        for (int i = 8; i < 12; i++) {
            commit(two, "r" + i);
        }
        try (Staged staged = store.stage("ledger")) {
            for (Parts.Part part : Parts.list(store).chain()) {
                copy(part.blob(), part.from(), staged);
            }
            Sealed sealed = staged.seal();
            Path lake = journal.root().resolve("lake");
            Files.createLink(
                    lake.resolve(Parts.segment(1, 20)),
                    lake.resolve(sealed.blob().key()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void copy(Blob blob, long from, Staged to) throws IOException {
        try (InputStream in = store.read(blob, 0, blob.size())) {
            CommitText.copy(in, blob.key(), from, to);
        }
    }
}
