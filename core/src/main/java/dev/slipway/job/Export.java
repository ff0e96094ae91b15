package dev.slipway.job;

import dev.slipway.Failure;
import dev.slipway.digest.Digest;
import dev.slipway.format.Format;
import dev.slipway.store.Store;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Exports what a session planned: workers take units, write each to files that nobody sees, have them read back, and
 * publish a table when all its units are there. A table that fails leaves nothing visible and does not stop the others; a
 * run that is killed leaves staged files and at most files that the manifest lists as being published.
 */
public final class Export<U extends Unit> {
    /**
     * What an export works with.
     *
     * @param verifier reads files back before they are published; empty to publish unverified
     * @param run names this run, unlike any other
     */
    public record Parts(
            Store store,
            Format format,
            Optional<Verifier> verifier,
            ExportSettings settings,
            Context context,
            Clock clock,
            String run) {}

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
         * It is not as it should be: nothing of this run is visible, or the manifest tells what is. The next run that
         * succeeds settles it.
         */
        record Failed(String table, Failure failure) implements Result {}
    }

    private record Task<U extends Unit>(TableExport<U> table, U unit) {}

    private final Parts parts;
    private final Session<U> session;
    private final Plan<U> plan;
    private final Queue<Task<U>> tasks = new ConcurrentLinkedQueue<>();

    public Export(Parts parts, Session<U> session, Plan<U> plan) {
        this.parts = parts;
        this.session = session;
        this.plan = plan;
    }

    /**
     * Runs to the end.
     *
     * @return one result for each planned table, in the plan's order
     * @throws Failure CONFIG when a table cannot be exported to this store at all: nothing was begun
     */
    public List<Result> run() {
        refuseTwins();
        List<TableExport<U>> tables = plan.tables().stream().map(this::prepare).toList();
        for (TableExport<U> table : tables) {
            table.table().units().forEach(unit -> tasks.add(new Task<>(table, unit)));
        }
        int count = Math.min(Math.min(parts.settings().workers(), session.readersMax()), tasks.size());
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int worker = i;
            workers.add(Thread.ofPlatform().name("slipway-worker-" + i).start(() -> work(worker)));
        }
        workers.forEach(Export::await);
        return tables.stream().map(TableExport::result).toList();
    }

    /**
     * Looks at everything that {@link #run} would refuse, and begins nothing.
     *
     * @throws Failure CONFIG as {@link #run} would
     */
    public void check() {
        refuseTwins();
        plan.tables().forEach(this::held);
    }

    private void refuseTwins() {
        Set<String> folders = new HashSet<>();
        for (Plan.PlannedTable<U> table : plan.tables()) {
            String extension = parts.format().extension();
            if (!folders.add(DataNames.of(table.table(), extension).folder())) {
                throw new Failure(
                        Failure.Kind.CONFIG, table.table().qualifiedName() + " is there twice: name each table once");
            }
        }
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

    private TableExport<U> prepare(Plan.PlannedTable<U> table) {
        Manifests.Held before = held(table);
        parts.context()
                .events()
                .accept(new Event.Planned(
                        table.table().qualifiedName(),
                        table.units().size(),
                        table.rowsEstimate(),
                        table.bytesEstimate()));
        return new TableExport<>(table, before);
    }

    /** What the store holds of the table, which is all right to replace. */
    private Manifests.Held held(Plan.PlannedTable<U> table) {
        parts.format().check(table.table());
        Manifests.Held before = new Manifests(parts.store()).find(table.table());
        before.manifest().ifPresent(manifest -> checkSelection(table, manifest));
        return before;
    }

    private void checkSelection(Plan.PlannedTable<U> table, Manifest manifest) {
        if (!parts.settings().replaceSelection() && !manifest.selection().equals(table.selection())) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    parts.store().root() + " already holds " + manifest.table() + " exported as \""
                            + manifest.selection() + "\"; this export is \"" + table.selection()
                            + "\" and would replace it: export to another folder, or say --replace");
        }
        String held = manifest.origin().getOrDefault(Plan.SOURCE, "");
        String here = plan.origin().getOrDefault(Plan.SOURCE, "");
        if (!parts.settings().replaceSelection() && !held.isEmpty() && !here.isEmpty() && !held.equals(here)) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    parts.store().root() + " already holds " + manifest.table() + " of another source (" + held
                            + "; this one is " + here
                            + "), which this export would replace: export to another folder, or say --replace");
        }
    }

    private void work(int worker) {
        @Nullable Reader<U> reader = null;
        try {
            for (Task<U> task = tasks.poll(); task != null; task = tasks.poll()) {
                reader = run(task, reader, worker);
            }
        } finally {
            closeQuietly(reader);
        }
    }

    /** A connection that cannot even be closed takes nothing from what was read before. */
    private void closeQuietly(@Nullable Reader<U> reader) {
        try {
            if (reader != null) {
                reader.close();
            }
        } catch (RuntimeException e) {
            parts.context().events().accept(new Event.Warned("closing a reader failed: " + e.getMessage()));
        }
    }

    /** Runs one unit; returns the reader for the next one, or null when this one's connection may be broken. */
    private @Nullable Reader<U> run(Task<U> task, @Nullable Reader<U> open, int worker) {
        TableExport<U> table = task.table();
        @Nullable Reader<U> reader = open;
        boolean last;
        try {
            parts.context().cancel().check();
            if (table.failed()) {
                last = table.fail(new Failure(Failure.Kind.CANCELLED, "another unit failed"));
            } else {
                reader = reader == null ? session.reader() : reader;
                last = table.add(task.unit(), new UnitExport<>(parts, table.table(), task.unit(), worker).run(reader));
            }
        } catch (RuntimeException | Error e) {
            last = table.fail(e);
            closeQuietly(reader);
            reader = null;
        }
        if (last) {
            end(table, worker);
        }
        return reader;
    }

    private void end(TableExport<U> table, int worker) {
        try {
            if (!table.failed()) {
                publish(table, worker);
            }
        } catch (RuntimeException | Error e) {
            table.fail(e);
        } finally {
            if (table.failed()) {
                table.giveUp(parts.store());
            }
        }
    }

    private void publish(TableExport<U> table, int worker) {
        parts.context().cancel().check();
        if (table.files().isEmpty()) {
            U unit = table.table().units().getFirst();
            table.add(unit, List.of(new UnitExport<>(parts, table.table(), unit, worker).empty()));
        }
        List<StagedFile> staged = table.files();
        List<DataFile> files = staged.stream().map(StagedFile::file).toList();
        Manifest next = new Manifest(
                table.table().table().qualifiedName(),
                table.table().selection(),
                parts.run(),
                parts.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString(),
                plan.origin(),
                files,
                List.of(),
                List.of());
        session.check();
        int replaced = new Publication(parts.store(), parts.context().events()).publish(table.before(), next, staged);
        table.published(files, replaced);
    }
}
