package dev.slipway.app.export;

import dev.slipway.Failure;
import dev.slipway.app.ThisProcess;
import dev.slipway.app.Wiring;
import dev.slipway.app.console.Console;
import dev.slipway.app.console.JsonEvents;
import dev.slipway.app.console.Tally;
import dev.slipway.job.Context;
import dev.slipway.job.Earlier;
import dev.slipway.job.Export;
import dev.slipway.job.KeySpan;
import dev.slipway.job.Plan;
import dev.slipway.ledger.Claimant;
import dev.slipway.ledger.StoreLedger;
import dev.slipway.mapping.MappedSession;
import dev.slipway.mapping.MappedSource;
import dev.slipway.mapping.MappedUnit;
import dev.slipway.parquet.ParquetSettings;
import dev.slipway.postgres.PostgresOptions;
import dev.slipway.postgres.PostgresSource;
import dev.slipway.postgres.PostgresUnit;
import dev.slipway.store.Store;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Exports to a store that is open, each from a snapshot of its own to published tables.
 *
 * @param context whose events reach {@code tally}
 * @param machine whether programs are told instead of a person
 */
record OneExport(Console console, Store store, Context context, Tally tally, boolean machine) {
    /**
     * Runs one.
     *
     * @param run its name, unlike any other
     * @param span the range of a key that its rows are, which its tables will tell of themselves
     */
    List<Export.Result> run(ExportJob job, String run, Optional<KeySpan> span) {
        // Read before the snapshot is taken: whoever publishes in between is then noticed.
        StoreLedger ledger = StoreLedger.open(store, Wiring.clock(), run);
        PostgresSource source = new PostgresSource(job.from());
        try (MappedSession<PostgresUnit> session =
                new MappedSource<>(source, job.mappings()).open(context, Earlier.of(ledger))) {
            Plan<MappedUnit<PostgresUnit>> plan = told(session.plan(), span);
            List<Export.Result> results =
                    exporting(job, run, ledger, plan).run(session, plan, context, tally, machine, Wiring.clock());
            if (job.conduct().witness()) {
                new Witnessing(store, ledger, job.from(), context).keep(plan);
            }
            return results;
        }
    }

    private static Plan<MappedUnit<PostgresUnit>> told(Plan<MappedUnit<PostgresUnit>> plan, Optional<KeySpan> span) {
        return span.map(range -> new Plan<>(plan.tables(), range.describe(plan.origin())))
                .orElse(plan);
    }

    /** Says what one would do, and does nothing. */
    int look(ExportJob job, String run) {
        StoreLedger ledger = StoreLedger.open(store, Wiring.clock(), run);
        PostgresSource source = new PostgresSource(job.from());
        Earlier earlier = MappedSource.earlier(Earlier.of(ledger), job.mappings());
        try (MappedSession<PostgresUnit> session = MappedSession.of(source.look(context, earlier), job.mappings())) {
            Plan<MappedUnit<PostgresUnit>> plan = session.plan();
            exporting(job, run, ledger, plan).check(session, context, Wiring.clock());
            return new DryRun(console, store, machine)
                    .show(plan, job.from().connections(), tally.state().notes());
        }
    }

    /** Has something exported, and sums up. */
    int tell(ExportJob job, Supplier<List<Export.Result>> exports) {
        long started = System.nanoTime();
        List<Export.Result> results = exports.get();
        Summary summary = new Summary(
                store,
                tally.state(),
                Duration.ofNanos(System.nanoTime() - started),
                job.conduct().verify() == Conduct.Verify.NOW);
        if (machine) {
            new JsonEvents(console.out()).write(summary.json(results));
        } else {
            summary.print(console, results);
        }
        return Summary.exitCode(results);
    }

    private ExportRun exporting(ExportJob job, String run, StoreLedger ledger, Plan<MappedUnit<PostgresUnit>> plan) {
        ParquetSettings parquet = job.parquet().withSorting(sorting(job.from(), plan));
        return new ExportRun(console, store, job, parquet, ledger, claimant(job, run));
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
                .map(OneExport::sorted)
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
