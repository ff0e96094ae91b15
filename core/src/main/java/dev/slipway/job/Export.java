package dev.slipway.job;

import dev.slipway.Failure;
import dev.slipway.digest.Digest;
import dev.slipway.format.Format;
import dev.slipway.ledger.Claimant;
import dev.slipway.ledger.Entry;
import dev.slipway.ledger.Lease;
import dev.slipway.ledger.Ledger;
import dev.slipway.ledger.Outcome;
import dev.slipway.ledger.TableState;
import dev.slipway.ledger.UnitFile;
import dev.slipway.ledger.Work;
import dev.slipway.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

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
            Claimant claimant) {}

    /** How a table ended. */
    public sealed interface Result {
        /** The table's name. */
        String table();

        /**
         * Its rows are visible.
         *
         * @param replaced how many files of an earlier export were removed
         */
        record Published(String table, Digest rows, int files, long bytes, int replaced, List<String> notes)
                implements Result {}

        /**
         * It is not as it should be: nothing of this run is visible, or the ledger tells what is. The next run carries it on.
         */
        record Failed(String table, Failure failure) implements Result {}
    }

    private record Task<U extends Unit>(TableExport<U> table, U unit) {}

    private final Parts parts;
    private final Session<U> session;
    private final Plan<U> plan;
    private final Queue<Task<U>> tasks = new ConcurrentLinkedQueue<>();
    private final List<TableExport<U>> ready = new ArrayList<>();
    private volatile boolean stopped;

    public Export(Parts parts, Session<U> session, Plan<U> plan) {
        this.parts = parts;
        this.session = session;
        this.plan = plan;
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
            end(lease, outcome, Duration.ofNanos(System.nanoTime() - started));
        }
    }

    /** A run that cannot even say that it ended is taken for dead when its lease has. */
    private void end(Lease lease, Outcome outcome, Duration took) {
        try {
            lease.end(outcome);
        } catch (Failure e) {
            parts.context().events().accept(new Event.Warned("the end of the run could not be recorded: " + e.text()));
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
            if (!table.failed()) {
                table.plan().units().forEach(unit -> tasks.add(new Task<>(table, unit)));
            }
        }
        int count = Math.min(Math.min(parts.settings().workers(), session.readersMax()), tasks.size());
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            workers.add(Thread.ofPlatform().name("slipway-worker-" + i).start(() -> work(number, publication)));
        }
        workers.forEach(Export::await);
        publishTogether(tables, publication);
        tables.stream().filter(TableExport::failed).forEach(table -> leave(table, publication));
        tables.forEach(this::tellFailure);
    }

    private static void await(Thread worker) {
        boolean interrupted = false;
        while (true) {
            try {
                worker.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(int number, Publication publication) {
        try (Worker<U> worker = new Worker<>(parts, session, number)) {
            for (Task<U> task = tasks.poll(); task != null; task = tasks.poll()) {
                TableExport<U> table = task.table();
                boolean last;
                try {
                    last = table.add(run(worker, task, publication));
                } catch (RuntimeException | Error e) {
                    stopped |= parts.how().stopOnError();
                    last = table.fail(e);
                }
                if (last && !table.failed()) {
                    complete(table, number, publication);
                }
            }
        }
    }

    private List<UnitFile> run(Worker<U> worker, Task<U> task, Publication publication) {
        if (stopped) {
            throw new Failure(Failure.Kind.CANCELLED, "another unit failed");
        }
        publication.check(task.table().key());
        try {
            return worker.run(task.table(), task.unit());
        } catch (RuntimeException | Error e) {
            record(task.table(), task.unit().ordinal(), e);
            throw e;
        }
    }

    /** A failure that cannot be recorded is told all the same. What stands for the unit already is as good as before. */
    private void record(TableExport<U> table, int unit, Throwable thrown) {
        Failure failure = TableExport.failure(thrown);
        if (failure.kind() != Failure.Kind.CANCELLED && failure.kind() != Failure.Kind.FENCED) {
            boolean stands = parts.ledger()
                    .look(state -> state.table(table.key()).work().flatMap(work -> work.done(unit)))
                    .isPresent();
            parts.ledger()
                    .append(new Entry.Failed(
                            table.key(),
                            table.epoch(),
                            stands ? TableState.WHOLE : unit,
                            failure.kind().name(),
                            failure.text()));
        }
    }

    /** All units of a table are there: it is published now, or waits for the others. */
    private void complete(TableExport<U> table, int number, Publication publication) {
        try {
            parts.context().cancel().check();
            parts.ledger().flush();
            publication.check(table.key());
            if (work(table).map(Work::files).filter(List::isEmpty).isPresent()) {
                table.wrote(new UnitExport<>(parts, table, table.plan().units().getFirst(), number).empty());
                parts.ledger().flush();
            }
            if (parts.how().publish() == RunSettings.Publish.TABLE) {
                publish(List.of(table), publication);
            } else {
                synchronized (ready) {
                    ready.add(table);
                }
            }
        } catch (RuntimeException | Error e) {
            table.failed(e);
            record(table, TableState.WHOLE, e);
        }
    }

    /** Whoever was overtaken says so, whatever that made him stumble over, and leaves nothing that nobody knows of. */
    private void leave(TableExport<U> table, Publication publication) {
        publication.overtaken(table.key()).ifPresent(fenced -> {
            table.overtaken(fenced);
            discard(unrecorded(table));
        });
    }

    /** What this run wrote and could not record any more. */
    private List<UnitFile> unrecorded(TableExport<U> table) {
        Set<String> recorded = new HashSet<>();
        work(table).ifPresent(work -> work.units().values().forEach(unit -> unit.files()
                .forEach(file -> recorded.add(file.staged()))));
        return table.written().stream()
                .filter(file -> !recorded.contains(file.staged()))
                .toList();
    }

    private Optional<Work> work(TableExport<U> table) {
        return parts.ledger().look(state -> state.snapshot(table.key()).work());
    }

    private void publishTogether(List<TableExport<U>> tables, Publication publication) {
        if (parts.how().publish() == RunSettings.Publish.TABLE) {
            return;
        }
        if (ready.size() < tables.size()) {
            ready.forEach(table -> table.failed(new Failure(
                    Failure.Kind.UNAVAILABLE,
                    "it is complete, but is to be published together with tables that are not; run again")));
            return;
        }
        try {
            publish(ready, publication);
        } catch (RuntimeException | Error e) {
            ready.forEach(table -> table.failed(e));
        }
    }

    private void publish(List<TableExport<U>> tables, Publication publication) {
        session.check();
        List<Publication.Ready> all = tables.stream()
                .map(table -> new Publication.Ready(table.name(), table.key()))
                .toList();
        publication.publish(all, done -> tables.stream()
                .filter(table -> table.key().equals(done.key()))
                .forEach(table -> {
                    table.published(done.slice(), done.removed());
                    discard(table.superseded());
                }));
    }

    private void discard(List<UnitFile> files) {
        files.forEach(file -> Written.discard(parts.store(), file));
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
