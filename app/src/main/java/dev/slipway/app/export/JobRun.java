package dev.slipway.app.export;

import dev.slipway.Failure;
import dev.slipway.app.Interrupt;
import dev.slipway.app.ThisProcess;
import dev.slipway.app.Wiring;
import dev.slipway.app.console.Console;
import dev.slipway.app.console.JsonEvents;
import dev.slipway.app.console.LogEvents;
import dev.slipway.app.console.Tally;
import dev.slipway.app.place.Ledgers;
import dev.slipway.app.place.Stores;
import dev.slipway.job.Cancel;
import dev.slipway.job.Context;
import dev.slipway.job.Earlier;
import dev.slipway.job.Events;
import dev.slipway.job.Plan;
import dev.slipway.ledger.Claimant;
import dev.slipway.ledger.Ledger;
import dev.slipway.mapping.MappedSession;
import dev.slipway.mapping.MappedSource;
import dev.slipway.mapping.MappedUnit;
import dev.slipway.parquet.ParquetSettings;
import dev.slipway.postgres.PostgresOptions;
import dev.slipway.postgres.PostgresSource;
import dev.slipway.postgres.PostgresUnit;
import dev.slipway.store.Store;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Runs an export for a command, from connecting to the summary: the one way, whoever asked for it. */
public final class JobRun {
    private final Console console;
    private final LogOptions log;
    private final boolean json;
    private final boolean dryRun;

    /**
     * For one run.
     *
     * @param json whether to write objects for programs
     * @param dryRun whether to say what would be done, and to do nothing
     */
    public JobRun(Console console, LogOptions log, boolean json, boolean dryRun) {
        this.console = console;
        this.log = log;
        this.json = json;
        this.dryRun = dryRun;
    }

    /**
     * Runs what {@code asked} gives. A failure, also that of {@code asked}, is written as the last object for programs.
     *
     * @return the process' exit status
     */
    public int run(Supplier<ExportJob> asked) {
        Cancel cancel = new Cancel();
        try (Interrupt interrupt = Interrupt.install(cancel)) {
            return run(asked.get(), cancel);
        } catch (Failure e) {
            if (json) {
                new JsonEvents(console.out()).writeEnd(e);
            }
            throw e;
        }
    }

    private int run(ExportJob job, Cancel cancel) {
        String run = Wiring.run();
        try (LogEvents opened = log.open(console.err(), run, job.name()).orElse(null)) {
            return run(job, cancel, run, opened == null ? Events.NONE : opened);
        }
    }

    private int run(ExportJob job, Cancel cancel, String run, Events logged) {
        Store store = dryRun ? Stores.open(job.to(), cancel) : Stores.openToWrite(job.to(), cancel);
        Tally tally = new Tally();
        JsonEvents machine = new JsonEvents(console.out());
        Context context = new Context(cancel, event -> {
            tally.accept(event);
            logged.accept(event);
            if (json) {
                machine.accept(event);
            }
        });
        // Read before the snapshot is taken: whoever publishes in between is then noticed.
        try (Ledger ledger = dryRun
                        ? Ledgers.openToLook(store, job.ledger(), run)
                        : Ledgers.openToWrite(store, job.ledger(), run);
                MappedSession<PostgresUnit> session = open(job, context, Earlier.of(ledger))) {
            Plan<MappedUnit<PostgresUnit>> plan = session.plan();
            ParquetSettings parquet = job.parquet().withSorting(sorting(job.from(), plan));
            ExportRun export = new ExportRun(console, store, job, parquet, ledger, claimant(job, run));
            if (dryRun) {
                export.check(session, context, Wiring.clock());
                return new DryRun(console, store, json)
                        .show(plan, job.from().connections(), tally.state().notes());
            }
            int status = export.run(session, context, tally, json ? machine : null, Wiring.clock());
            if (job.conduct().witness()) {
                new Witnessing(store, ledger, job.from(), context).keep(plan);
            }
            return status;
        }
    }

    private MappedSession<PostgresUnit> open(ExportJob job, Context context, Earlier earlier) {
        PostgresSource source = new PostgresSource(job.from());
        return dryRun
                ? MappedSession.of(source.look(context, MappedSource.earlier(earlier, job.mappings())), job.mappings())
                : new MappedSource<>(source, job.mappings()).open(context, earlier);
    }

    private static Claimant claimant(ExportJob job, String run) {
        return new Claimant(
                run,
                job.name(),
                ThisProcess.holder(),
                job.conduct().lease(),
                ThisProcess::gone,
                job.settings().replaceSelection());
    }

    /** Files are sorted only if the rows were asked for in that order, and only as far as every unit keeps it. */
    private static List<String> sorting(PostgresOptions options, Plan<MappedUnit<PostgresUnit>> plan) {
        if (options.order() != PostgresOptions.Order.KEY) {
            return List.of();
        }
        List<List<String>> keys = plan.tables().stream()
                .map(table -> List.copyOf(Stream.concat(table.key().time().stream(), table.key().id().stream())
                        .toList()))
                .distinct()
                .toList();
        if (keys.size() != 1) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    String.format(
                            Locale.ROOT,
                            "--order key with tables of different keys (%s): export them one by one, or name the --key",
                            keys));
        }
        List<List<String>> sorted = plan.tables().stream()
                .flatMap(table -> table.units().stream())
                .map(JobRun::sorted)
                .toList();
        // Of one key, all begin alike: the shortest is what holds for every unit.
        return sorted.stream().min(Comparator.comparingInt(List::size)).orElse(List.of());
    }

    /** What is parsed or decoded is no longer sorted as its text was. */
    private static List<String> sorted(MappedUnit<PostgresUnit> unit) {
        List<String> columns = unit.unit().sorted();
        return unit.mapping().map(mapping -> mapping.sorted(columns)).orElse(columns);
    }
}
