package dev.slipway.app.export;

import dev.slipway.Failure;
import dev.slipway.app.Wiring;
import dev.slipway.app.console.Board;
import dev.slipway.app.console.LogEvents;
import dev.slipway.app.place.Ledgers;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.job.AtOnce;
import dev.slipway.job.Cancel;
import dev.slipway.job.Context;
import dev.slipway.job.DataNames;
import dev.slipway.job.Event;
import dev.slipway.job.Events;
import dev.slipway.job.Export;
import dev.slipway.job.Verifier;
import dev.slipway.ledger.Ledger;
import dev.slipway.ledger.TableState;
import dev.slipway.ledger.Work;
import dev.slipway.postgres.Manners;
import dev.slipway.postgres.NamedTable;
import dev.slipway.postgres.PostgresSource;
import dev.slipway.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** Exports them, first those that have only to be published; one result or more for each, in their order. */
    List<Export.Result> run(List<NamedTable> tables, Optional<Verifier> verifier) {
        board.expect(tables.stream().map(NamedTable::name).toList());
        Set<String> whole = tables.size() < 2 ? Set.of() : writtenWhole();
        List<NamedTable> turns = Stream.of(true, false)
                .flatMap(written -> tables.stream().filter(table -> whole.contains(key(table)) == written))
                .toList();
        List<List<Export.Result>> results =
                AtOnce.map(job.conduct().parallel(), turns, table -> whatever(table, verifier));
        return tables.stream()
                .flatMap(table -> results.get(turns.indexOf(table)).stream())
                .toList();
    }

    /** What earlier runs have written whole, and not published, as the ledger calls it. */
    private Set<String> writtenWhole() {
        try (Ledger ledger = Ledgers.openToLook(store, job.ledger(), Wiring.run())) {
            return ledger.look(state -> state.tables().stream()
                    .filter(table -> table.work().filter(Work::complete).isPresent())
                    .map(TableState::table)
                    .collect(Collectors.toSet()));
        } catch (Failure e) {
            // It is about their order only; each run asks again, and says so.
            return Set.of();
        }
    }

    /** A schema with a dot in its name is taken for another: its tables wait for their turn. */
    private static String key(NamedTable table) {
        int dot = table.name().indexOf('.');
        return DataNames.of(new Table(
                        table.name().substring(0, Math.max(dot, 0)),
                        table.name().substring(dot + 1),
                        new Schema(List.of())))
                .key();
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
