package dev.slipway.job;

import dev.slipway.Failure;
import dev.slipway.data.Losses;
import dev.slipway.digest.Digest;
import dev.slipway.format.Format;
import dev.slipway.ledger.Claimant;
import dev.slipway.ledger.Lease;
import dev.slipway.ledger.Ledger;
import dev.slipway.ledger.Outcome;
import dev.slipway.ledger.TableState;
import dev.slipway.ledger.UnitFile;
import dev.slipway.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Exports what a session planned, and records each step, so that a run that was stopped in any way is carried on by the
 * next: workers take units, write each to files that nobody sees, have them read back, and publish a table when all its
 * units are there. A table that fails leaves nothing visible and does not stop the others; what was written for it is kept
 * for the next run.
 */
public final class Export<U extends Unit> {
    /**
     * What an export works with.
     *
     * @param verifier reads files back before they are published; empty to publish unverified
     * @param ledger of the store; must have been read before the session was opened
     * @param unlisted of the store; other exports of the same command may share it
     */
    public record Parts(
            Store store,
            Format format,
            Optional<Verifier> verifier,
            ExportSettings settings,
            RunSettings how,
            Context context,
            Clock clock,
            Ledger ledger,
            Claimant claimant,
            Unlisted unlisted) {}

    /** How a table ended. */
    public sealed interface Result {
        /** The table's name. */
        String table();

        /**
         * Its rows are visible.
         *
         * @param lost what became of bad values that were let pass, also in units that an earlier run wrote
         * @param replaced how many files of an earlier export were removed
         */
        record Published(
                String table, Digest rows, Losses lost, int files, long bytes, int replaced, List<String> notes)
                implements Result {}

        /**
         * It is not as it should be: nothing of this run is visible, or the ledger tells what is. The next run carries it on.
         */
        record Failed(String table, Failure failure) implements Result {}
    }

    /** What a caller can act on, of whatever was thrown. */
    public static Failure failure(Throwable thrown) {
        return TableExport.failure(thrown);
    }

    private record Task<U extends Unit>(TableExport<U> table, U unit) {}

    private final Parts parts;
    private final Session<U> session;
    private final Plan<U> plan;
    private final Queue<Task<U>> tasks = new ConcurrentLinkedQueue<>();
    private final StagedFiles staged;

    /** Why nothing more is begun. */
    private volatile @Nullable Failure stopped;

    public Export(Parts parts, Session<U> session, Plan<U> plan) {
        this.parts = parts;
        this.session = session;
        this.plan = plan;
        this.staged = new StagedFiles(parts);
    }

    /**
     * Looks at everything that {@link #run} would refuse, and begins nothing.
     *
     * @throws Failure CONFIG or FENCED as {@link #run} would
     */
    public void check() {
        new Tables<>(parts, plan).check();
    }

    /**
     * Runs to the end.
     *
     * @return one result for each planned table, in the plan's order
     * @throws Failure CONFIG when a table cannot be exported to this store at all, FENCED when another run has one: nothing
     *     was begun
     */
    public List<Result> run() {
        long started = System.nanoTime();
        Tables<U> tables = new Tables<>(parts, plan);
        Lease lease = tables.take();
        parts.context()
                .events()
                .accept(new Event.Started(
                        parts.claimant().run(), parts.claimant().job()));
        Outcome outcome = new Outcome(Outcome.Status.FAILED, 0, plan.tables().size(), 0, 0);
        try {
            Publication publication = new Publication(parts, lease);
            try (Heartbeat heartbeat = Heartbeat.start(
                    parts.ledger(),
                    lease,
                    parts.claimant().lease(),
                    parts.context().events())) {
                tables.settle(publication);
                tables.plan(lease);
                work(tables.all(), publication);
            }
            List<Result> results =
                    tables.all().stream().map(TableExport::result).toList();
            outcome = Outcomes.of(results, parts.context().warned());
            return results;
        } finally {
            end(lease, tables, outcome, Duration.ofNanos(System.nanoTime() - started));
        }
    }

    /** A run that cannot even say that it ended is taken for dead when its lease has. */
    private void end(Lease lease, Tables<U> tables, Outcome outcome, Duration took) {
        try {
            lease.end(outcome);
            // What was written anew since is what the next run goes by.
            tables.all().forEach(table -> staged.discardUnrecorded(table.key(), table.superseded()));
        } catch (Failure e) {
            parts.context().events().accept(new Event.Warned("the end of the run could not be recorded: " + e.text()));
            // What is not recorded by now never will be: on a full disk, it would only be in the way.
            tables.all().forEach(table -> staged.discardUnrecorded(table.key(), table.written()));
        }
        parts.context().events().accept(new Event.Ended(lease.run(), outcome, took));
    }

    private void work(List<TableExport<U>> tables, Publication publication) {
        for (TableExport<U> table : tables) {
            parts.context()
                    .events()
                    .accept(new Event.Planned(
                            table.name(),
                            table.plan().units().size(),
                            table.plan().rowsEstimate(),
                            table.plan().bytesEstimate()));
        }
        for (TableExport<U> table : tables) {
            if (table.failed() && table.result() instanceof Result.Failed failed) {
                stop(failed.failure());
            }
        }
        inTurn(tables).forEach(some -> publish(some, publication));
        if (tables.stream().anyMatch(TableExport::failed)) {
            publication.refresh();
            tables.stream().filter(TableExport::failed).forEach(table -> leave(table, publication));
        }
        tables.forEach(this::tellFailure);
    }

    /** What earlier runs have written whole is made visible before new rows are read, unless all is to be visible together. */
    private List<List<TableExport<U>>> inTurn(List<TableExport<U>> tables) {
        if (parts.how().publish() == RunSettings.Publish.PLAN) {
            return List.of(tables);
        }
        return Stream.of(true, false)
                .map(written -> tables.stream()
                        .filter(table -> !table.failed())
                        .filter(table -> table.writtenBefore() == written)
                        .toList())
                .filter(some -> !some.isEmpty())
                .toList();
    }

    private void publish(List<TableExport<U>> tables, Publication publication) {
        tables.stream()
                .filter(table -> !table.failed())
                .forEach(table -> table.plan().units().forEach(unit -> tasks.add(new Task<>(table, unit))));
        try (Publisher<U> publisher = Publisher.start(parts, session, publication, this::stop)) {
            work(publisher, publication);
            if (tables.stream().anyMatch(TableExport::failed)) {
                publisher.giveUp();
            }
        }
    }

    private void work(Publisher<U> publisher, Publication publication) {
        int count = Math.min(Math.min(parts.settings().workers(), session.readersMax()), tasks.size());
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            workers.add(
                    Thread.ofPlatform().name("slipway-worker-" + i).start(() -> work(number, publisher, publication)));
        }
        workers.forEach(Threads::join);
    }

    private void work(int number, Publisher<U> publisher, Publication publication) {
        try (Worker<U> worker = new Worker<>(parts, session, number)) {
            for (Task<U> task = tasks.poll(); task != null; task = tasks.poll()) {
                TableExport<U> table = task.table();
                boolean last;
                try {
                    last = table.add(run(worker, task, publication));
                } catch (RuntimeException | Error e) {
                    stop(e);
                    last = table.fail(e);
                }
                if (last && !table.failed()) {
                    publisher.add(table);
                }
            }
        }
    }

    private List<UnitFile> run(Worker<U> worker, Task<U> task, Publication publication) {
        Failure reason = stopped;
        if (reason != null) {
            throw reason;
        }
        publication.check(task.table().key());
        try {
            return worker.run(task.table(), task.unit());
        } catch (RuntimeException | Error e) {
            record(task.table(), task.unit().ordinal(), e);
            throw e;
        }
    }

    /** Whether it is of any use to go on: not without the snapshot, of which nothing could be published. */
    private void stop(Throwable thrown) {
        Failure failure = TableExport.failure(thrown);
        if (stopped != null || failure.kind() == Failure.Kind.CANCELLED) {
            return;
        }
        if (parts.how().stopOnError()) {
            stopped = new Failure(
                    Failure.Kind.UNAVAILABLE, "it was left alone, since something else failed before; run again");
        } else if (failure.kind() == Failure.Kind.UNAVAILABLE) {
            try {
                session.check();
            } catch (Failure lost) {
                stopped = lost;
            }
        }
    }

    /** Whoever was overtaken says so, whatever that made him stumble over, and leaves nothing that nobody knows of. */
    private void leave(TableExport<U> table, Publication publication) {
        publication.fenced(table.key()).ifPresent(fenced -> {
            table.overtaken(fenced);
            staged.discardUnrecorded(table.key(), table.written());
        });
    }

    /** A failure that cannot be recorded is told all the same. What stands for the unit already is as good as before. */
    private void record(TableExport<U> table, int unit, Throwable thrown) {
        boolean stands = parts.ledger()
                .look(state -> state.table(table.key()).work().flatMap(work -> work.done(unit)))
                .isPresent();
        table.tell(parts.ledger(), stands ? TableState.WHOLE : unit, thrown);
    }

    private void tellFailure(TableExport<U> table) {
        if (table.result() instanceof Result.Failed failed) {
            Failure failure = failed.failure();
            parts.context()
                    .events()
                    .accept(
                            failure.kind() == Failure.Kind.FENCED
                                    ? new Event.Fenced(table.name(), failure.text())
                                    : new Event.TableFailed(table.name(), failure.kind(), failure.text()));
        }
    }
}
