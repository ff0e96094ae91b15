package dev.slipway.app.export;

import dev.slipway.Failure;
import dev.slipway.app.ThisProcess;
import dev.slipway.app.Wiring;
import dev.slipway.app.place.Ledgers;
import dev.slipway.job.Context;
import dev.slipway.job.Earlier;
import dev.slipway.job.Export;
import dev.slipway.job.KeySpan;
import dev.slipway.job.Plan;
import dev.slipway.job.Unlisted;
import dev.slipway.job.Verifier;
import dev.slipway.ledger.Claimant;
import dev.slipway.ledger.Holder;
import dev.slipway.ledger.Ledger;
import dev.slipway.mapping.MappedSession;
import dev.slipway.mapping.MappedSource;
import dev.slipway.mapping.MappedUnit;
import dev.slipway.parquet.ParquetFormat;
import dev.slipway.parquet.ParquetSettings;
import dev.slipway.postgres.Manners;
import dev.slipway.postgres.PostgresOptions;
import dev.slipway.postgres.PostgresSource;
import dev.slipway.postgres.PostgresUnit;
import dev.slipway.store.Store;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One run of an export: one snapshot of the source, and what is done with it. What happens is told, and shown by others. */
final class ExportRun implements AutoCloseable {
    private final ExportJob job;
    private final Store store;
    private final Ledger ledger;
    private final String run;
    private final Context context;
    private final MappedSession<PostgresUnit> session;
    private final Among among;
    private final ParquetSettings parquet;

    private ExportRun(
            ExportJob job,
            Store store,
            Ledger ledger,
            String run,
            Context context,
            MappedSession<PostgresUnit> session,
            Among among) {
        this.job = job;
        this.store = store;
        this.ledger = ledger;
        this.run = run;
        this.context = context;
        this.session = session;
        this.among = among;
        parquet = job.parquet().withSorting(sorting(job.from(), session.plan()));
    }

    /**
     * What it has to do with other runs of the same command.
     *
     * @param gone whether a process that has a table is known to have ended with it
     */
    record Among(Predicate<Holder> gone, Unlisted unlisted) {
        /** There are none. */
        static Among none() {
            return new Among(ThisProcess::gone, new Unlisted());
        }

        /** Each is of another table, and one after the other of the same: whatever of this process has that one is over. */
        static Among tables() {
            return new Among(holder -> ThisProcess.isThis(holder) || ThisProcess.gone(holder), new Unlisted());
        }
    }

    /** Takes the snapshot. The run is called as its manners say. */
    static ExportRun open(ExportJob job, Store store, Manners manners, Context context) {
        return open(job, store, manners, context, Among.none());
    }

    /** The same for one of several runs. */
    static ExportRun open(ExportJob job, Store store, Manners manners, Context context, Among among) {
        // Read before the snapshot is taken: whoever publishes in between is then noticed.
        Ledger ledger = Ledgers.openToWrite(store, job.ledger(), manners.run());
        PostgresSource source = new PostgresSource(job.from(), manners);
        return of(job, store, ledger, manners, context, among, () -> new MappedSource<>(source, job.mappings())
                .open(context, Earlier.of(ledger)));
    }

    /** Looks what there is to read, and reads nothing. */
    static ExportRun look(ExportJob job, Store store, Manners manners, Context context) {
        Ledger ledger = Ledgers.openToLook(store, job.ledger(), manners.run());
        PostgresSource source = new PostgresSource(job.from(), manners);
        return of(job, store, ledger, manners, context, Among.none(), () -> {
            Earlier earlier = MappedSource.earlier(Earlier.of(ledger), job.mappings());
            return MappedSession.of(source.look(context, earlier), job.mappings());
        });
    }

    /** Takes the ledger over, and closes it even if there will be no run. */
    private static ExportRun of(
            ExportJob job,
            Store store,
            Ledger ledger,
            Manners manners,
            Context context,
            Among among,
            Supplier<MappedSession<PostgresUnit>> opening) {
        MappedSession<PostgresUnit> session = null;
        try {
            session = opening.get();
            return new ExportRun(job, store, ledger, manners.run(), context, session, among);
        } catch (RuntimeException e) {
            if (session != null) {
                session.close();
            }
            ledger.close();
            throw e;
        }
    }

    Plan<MappedUnit<PostgresUnit>> plan() {
        return session.plan();
    }

    /**
     * Refuses what a run would refuse, before anything is written.
     *
     * @throws Failure CONFIG, for instance when the store holds another selection of a table
     */
    void check() {
        export(Optional.empty(), plan()).check();
    }

    /** Runs it, with one result for each table. */
    List<Export.Result> run(Optional<Verifier> verifier) {
        return run(verifier, plan());
    }

    /** The same for rows that are a range of a key, which their table will tell of itself. */
    List<Export.Result> run(Optional<Verifier> verifier, KeySpan range) {
        return run(verifier, new Plan<>(plan().tables(), range.describe(plan().origin())));
    }

    private List<Export.Result> run(Optional<Verifier> verifier, Plan<MappedUnit<PostgresUnit>> plan) {
        // A target that cannot be written to is refused before any row is read.
        store.stage("probe").close();
        List<Export.Result> results = export(verifier, plan).run();
        if (job.conduct().witness()) {
            new Witnessing(store, ledger, job.from(), context).keep(plan);
        }
        return results;
    }

    private Export<MappedUnit<PostgresUnit>> export(Optional<Verifier> verifier, Plan<MappedUnit<PostgresUnit>> plan) {
        Export.Parts parts = new Export.Parts(
                store,
                new ParquetFormat(parquet),
                verifier,
                job.settings(),
                job.conduct().how(),
                context,
                Wiring.clock(),
                ledger,
                claimant(),
                among.unlisted());
        return new Export<>(parts, session, plan);
    }

    private Claimant claimant() {
        return new Claimant(
                run,
                job.name(),
                ThisProcess.holder(),
                job.conduct().lease(),
                among.gone(),
                job.settings().replaceSelection());
    }

    @Override
    public void close() {
        try (Ledger open = ledger) {
            session.close();
        }
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
                .map(ExportRun::sorted)
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
