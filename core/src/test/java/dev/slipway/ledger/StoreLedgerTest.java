package dev.slipway.ledger;

import static dev.slipway.ledger.Entries.started;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.Failure;
import dev.slipway.store.ChildProcess;
import dev.slipway.store.FailingStore.Moment;
import dev.slipway.store.InterruptedStore;
import dev.slipway.store.LocalStore;
import dev.slipway.store.Store;
import dev.slipway.store.WatchedStore.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreLedgerTest extends LedgerContract {
    static final Clock CLOCK = Clock.fixed(Entries.AT, ZoneOffset.UTC);
    private static final int PROCESSES = 3;

    @TempDir
    Path folder;

    @Override
    protected Ledger open(String run) {
        return StoreLedger.open(new LocalStore(folder), CLOCK, run);
    }

    /** Whoever looks finds it: he is not told that it failed, and nothing is written twice. */
    @Test
    void aCommitWhoseAnswerWasLostIsFound() {
        AtomicBoolean due = new AtomicBoolean(true);
        Store losing = new InterruptedStore(new LocalStore(folder), (moment, number, operation, key) -> {
            if (moment == Moment.AFTER && operation == Operation.PUT && due.getAndSet(false)) {
                throw new Failure(Failure.Kind.UNKNOWN, "told to lose the answer");
            }
        });
        Ledger ledger = StoreLedger.open(losing, CLOCK, "one");

        ledger.commit(List.of(started("r1", "job")));
        ledger.commit(List.of(started("r2", "job")));

        assertThat(due).isFalse();
        assertThat(open("later")
                        .<List<String>>look(state ->
                                state.runs().stream().map(RunState::run).toList()))
                .containsExactly("r1", "r2");
    }

    @Test
    void ofProcessesThatClaimATableAtOnceOneWins() throws IOException, InterruptedException {
        List<ChildProcess> processes = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            processes.add(ChildProcess.start(List.of(), Claiming.class, folder, "process" + i));
        }
        oneWinsEach(processes);
    }

    /** What such a process runs. */
    static final class Claiming {
        private Claiming() {}

        public static void main(String[] args) {
            claimAll(StoreLedger.open(new LocalStore(Path.of(args[0])), CLOCK, args[1]), args[1]);
        }
    }
}
