package dev.slipway.job;

import dev.slipway.ledger.TableState;
import dev.slipway.ledger.UnitFile;
import dev.slipway.ledger.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Publishes tables whose units are all there, on a thread of its own, while workers read on: those that became ready
 * meanwhile together, so that many small tables cost few commits. If all are to become visible together, it waits for the
 * last.
 */
final class Publisher<U extends Unit> implements AutoCloseable {
    /** So many at once, so that a failure of the ledger concerns no more. */
    private static final int BATCH = 100;

    private final Export.Parts parts;
    private final Session<U> session;
    private final Publication publication;
    private final Consumer<Throwable> failures;
    private final StagedFiles staged;
    private final BlockingQueue<Optional<TableExport<U>>> ready = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean givenUp;

    private Publisher(Export.Parts parts, Session<U> session, Publication publication, Consumer<Throwable> failures) {
        this.parts = parts;
        this.session = session;
        this.publication = publication;
        this.failures = failures;
        this.staged = new StagedFiles(parts);
        this.thread = Thread.ofPlatform().name("slipway-publisher").start(this::run);
    }

    /** @param failures is told why a table is not published */
    static <U extends Unit> Publisher<U> start(
            Export.Parts parts, Session<U> session, Publication publication, Consumer<Throwable> failures) {
        return new Publisher<>(parts, session, publication, failures);
    }

    /** Takes a table whose last unit is done. */
    void add(TableExport<U> table) {
        ready.add(Optional.of(table));
    }

    /** Says that not all tables will come: if all or none are to be published, it is none. */
    void giveUp() {
        givenUp = true;
    }

    /** Waits until all that was added is published, or failed. */
    @Override
    public void close() {
        ready.add(Optional.empty());
        Threads.join(thread);
    }

    private void run() {
        boolean together = parts.how().publish() == RunSettings.Publish.PLAN;
        List<TableExport<U>> waiting = new ArrayList<>();
        boolean more = true;
        while (more) {
            more = take(waiting);
            if (!waiting.isEmpty() && (!together || !more)) {
                publish(waiting, together);
                waiting.clear();
            }
        }
    }

    /** Waits for a table and takes those that are there as well; whether more may come. */
    private boolean take(List<TableExport<U>> waiting) {
        List<Optional<TableExport<U>>> taken = new ArrayList<>();
        try {
            taken.add(ready.take());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        ready.drainTo(taken, BATCH);
        taken.forEach(table -> table.ifPresent(waiting::add));
        return taken.stream().allMatch(Optional::isPresent);
    }

    private void publish(List<TableExport<U>> tables, boolean together) {
        try {
            parts.context().cancel().check();
            if (together && givenUp) {
                throw Publication.together();
            }
            parts.ledger().flush();
            tables.forEach(this::complete);
            parts.ledger().flush();
            List<TableExport<U>> whole =
                    tables.stream().filter(table -> !table.failed()).toList();
            if (together && whole.size() < tables.size()) {
                throw Publication.together();
            }
            session.check();
            publication.publish(
                    whole.stream()
                            .map(table -> new Publication.Ready(table.name(), table.key()))
                            .toList(),
                    together,
                    new Told(whole));
        } catch (RuntimeException | Error e) {
            tables.stream().filter(table -> !table.published()).forEach(table -> fail(table, e));
        }
    }

    /** A table without rows gets a file without rows: its schema is worth keeping. */
    private void complete(TableExport<U> table) {
        try {
            publication.check(table.key());
            if (files(table).filter(List::isEmpty).isPresent()) {
                table.wrote(new UnitExport<>(parts, table, table.plan().units().getFirst(), 0).empty());
            }
        } catch (RuntimeException | Error e) {
            fail(table, publication.overtaken(table.key(), e));
        }
    }

    private Optional<List<UnitFile>> files(TableExport<U> table) {
        return parts.ledger().look(state -> state.table(table.key()).work().map(Work::files));
    }

    private void fail(TableExport<U> table, Throwable why) {
        failures.accept(why);
        table.failed(why);
        table.tell(parts.ledger(), TableState.WHOLE, why);
    }

    private final class Told implements Publication.Ends {
        private final List<TableExport<U>> tables;

        Told(List<TableExport<U>> tables) {
            this.tables = tables;
        }

        private TableExport<U> table(String key) {
            return tables.stream()
                    .filter(table -> table.key().equals(key))
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public void published(Publication.Done done) {
            TableExport<U> table = table(done.key());
            table.published(done.slice(), done.removed());
            LossWarnings.of(table.name(), table.looked(done.slice().files()))
                    .forEach(parts.context().events()::accept);
            staged.discard(table.superseded());
        }

        @Override
        public void failed(Publication.Ready ready, Throwable why) {
            fail(table(ready.key()), why);
        }
    }
}
