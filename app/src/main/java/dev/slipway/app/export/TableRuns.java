package dev.slipway.app.export;

import dev.slipway.Failure;
import dev.slipway.app.Wiring;
import dev.slipway.app.console.Board;
import dev.slipway.app.console.LogEvents;
import dev.slipway.job.AtOnce;
import dev.slipway.job.Cancel;
import dev.slipway.job.Context;
import dev.slipway.job.Event;
import dev.slipway.job.Events;
import dev.slipway.job.Export;
import dev.slipway.job.Verifier;
import dev.slipway.postgres.Manners;
import dev.slipway.postgres.NamedTable;
import dev.slipway.postgres.PostgresSource;
import dev.slipway.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Exports each table by a run of its own, with a snapshot of its own, several at once. One that fails stops no other, and is
 * tried again as often as it may be: the next run of it keeps what the last one has recorded.
 */
final class TableRuns {
    private final ExportJob job;
    private final Store store;
    private final Manners manners;
    private final Context context;
    private final Cancel cancel;
    private final Events told;
    private final Board board;
    private final Function<String, Optional<LogEvents>> log;
    private final Tries tries;
    private final ExportRun.Among among = ExportRun.Among.tables();
    private volatile boolean stopped;

    /**
     * For one command.
     *
     * @param context of what happens between the runs of tables
     * @param told what happens in them
     * @param log opens one for the run of that name
     */
    TableRuns(
            ExportJob job,
            Store store,
            Manners manners,
            Context context,
            Events told,
            Board board,
            Function<String, Optional<LogEvents>> log) {
        this.job = job;
        this.store = store;
        this.manners = manners;
        this.context = context;
        this.cancel = context.cancel();
        this.told = told;
        this.board = board;
        this.log = log;
        tries = new Tries(job.conduct().how(), cancel, context.events());
    }

    private record Listed(List<NamedTable> tables, Optional<Failure> failure) {}

    /**
     * The tables that the job is for.
     *
     * @throws Failure when that cannot be known
     */
    List<NamedTable> tables() {
        Listed listed = tries.of("looking for the tables", this::list, Listed::failure);
        if (listed.failure().isPresent()) {
            throw listed.failure().get();
        }
        job.mappings().requireUse(listed.tables().stream().map(NamedTable::name).toList());
        return listed.tables();
    }

    private Listed list() {
        try {
            return new Listed(new PostgresSource(job.from(), manners).tables(context), Optional.empty());
        } catch (Failure e) {
            return new Listed(List.of(), Optional.of(e));
        }
    }

    /** Exports them; one result or more for each, in their order. */
    List<Export.Result> run(List<NamedTable> tables, Optional<Verifier> verifier) {
        board.expect(tables.stream().map(NamedTable::name).toList());
        return AtOnce.map(job.conduct().parallel(), tables, table -> whatever(table, verifier)).stream()
                .flatMap(List::stream)
                .toList();
    }

    /** One that fails in whatever way stops no other. */
    private List<Export.Result> whatever(NamedTable table, Optional<Verifier> verifier) {
        try {
            return export(table, verifier);
        } catch (RuntimeException | Error e) {
            return List.of(failed(table, e));
        }
    }

    private List<Export.Result> export(NamedTable table, Optional<Verifier> verifier) {
        Optional<Failure> reason = reason();
        if (reason.isPresent()) {
            return List.of(new Export.Result.Failed(table.name(), reason.get()));
        }
        List<Export.Result> results = tries.of(table.name(), () -> attempt(table, verifier), TableRuns::failure);
        boolean failed = failure(results).isPresent();
        if (failed && job.conduct().how().stopOnError()) {
            stopped = true;
        }
        board.end(table.name(), !failed);
        return results;
    }

    /** Why nothing more is begun. */
    private Optional<Failure> reason() {
        if (cancel.requested()) {
            return Optional.of(new Failure(Failure.Kind.CANCELLED, "interrupted"));
        }
        return stopped
                ? Optional.of(new Failure(
                        Failure.Kind.UNAVAILABLE, "it was left alone, since something else failed before; run again"))
                : Optional.empty();
    }

    private static Optional<Failure> failure(List<Export.Result> results) {
        return results.stream()
                .filter(Export.Result.Failed.class::isInstance)
                .map(result -> ((Export.Result.Failed) result).failure())
                .findFirst();
    }

    private List<Export.Result> attempt(NamedTable table, Optional<Verifier> verifier) {
        String run = Wiring.run();
        Events row = board.begin(table.name());
        try (LogEvents written = log.apply(run).orElse(null)) {
            Context seen = new Context(cancel, event -> {
                told.accept(event);
                row.accept(event);
                if (written != null) {
                    written.accept(event);
                }
            });
            return attempt(table, verifier, manners.withRun(run), seen);
        } catch (Failure e) {
            return List.of(failed(table, e));
        }
    }

    private List<Export.Result> attempt(NamedTable table, Optional<Verifier> verifier, Manners called, Context seen) {
        try (ExportRun export = ExportRun.open(job.ofOne(table), store, called, seen, among)) {
            return export.run(verifier);
        } catch (RuntimeException | Error e) {
            Export.Result.Failed failed = failed(table, e);
            seen.events()
                    .accept(new Event.TableFailed(
                            table.name(),
                            failed.failure().kind(),
                            failed.failure().text()));
            return List.of(failed);
        }
    }

    private static Export.Result.Failed failed(NamedTable table, Throwable thrown) {
        return new Export.Result.Failed(table.name(), Export.failure(thrown));
    }
}
