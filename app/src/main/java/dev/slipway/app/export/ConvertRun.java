package dev.slipway.app.export;

import dev.slipway.app.ThisProcess;
import dev.slipway.app.Wiring;
import dev.slipway.app.place.Ledgers;
import dev.slipway.data.Table;
import dev.slipway.duckdb.DuckDb;
import dev.slipway.files.FileSource;
import dev.slipway.files.FileUnit;
import dev.slipway.files.ReadSettings;
import dev.slipway.files.RejectTable;
import dev.slipway.job.Context;
import dev.slipway.job.DataNames;
import dev.slipway.job.Earlier;
import dev.slipway.job.Export;
import dev.slipway.job.Holdings;
import dev.slipway.job.Plan;
import dev.slipway.job.RunSettings;
import dev.slipway.job.Session;
import dev.slipway.job.Unlisted;
import dev.slipway.job.Verifier;
import dev.slipway.ledger.Claimant;
import dev.slipway.ledger.DataFile;
import dev.slipway.ledger.Ledger;
import dev.slipway.ledger.UnitFile;
import dev.slipway.parquet.ParquetFormat;
import dev.slipway.store.Store;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One run of a conversion: the files as they are now become tables. */
final class ConvertRun implements AutoCloseable {
    private final FileJob job;
    private final Store store;
    private final String run;
    private final Context context;
    private final Ledger ledger;
    private final Session<FileUnit> session;

    private ConvertRun(
            FileJob job, Store store, String run, Context context, Ledger ledger, Session<FileUnit> session) {
        this.job = job;
        this.store = store;
        this.run = run;
        this.context = context;
        this.ledger = ledger;
        this.session = session;
    }

    /** Looks at the files. The engine stays the caller's. */
    static ConvertRun open(FileJob job, Store store, String run, DuckDb engine, Context context, boolean toWrite) {
        Ledger ledger =
                toWrite ? Ledgers.openToWrite(store, job.ledger(), run) : Ledgers.openToLook(store, job.ledger(), run);
        try {
            Map<String, Long> rejected = rejected(job, store, ledger);
            FileSource source = new FileSource(
                    job.files(),
                    job.schema(),
                    new FileSource.Settings(
                            engine,
                            Path.of(System.getProperty("java.io.tmpdir")),
                            ReadSettings.DEFAULT,
                            job.rejectsMax(),
                            hasRejects(job, store, ledger),
                            job.settings().workers(),
                            job.key(),
                            unit -> rejected.containsKey(unit)
                                    ? OptionalLong.of(rejected.get(unit))
                                    : OptionalLong.empty()));
            return new ConvertRun(job, store, run, context, ledger, source.open(context, Earlier.of(ledger)));
        } catch (RuntimeException e) {
            ledger.close();
            throw e;
        }
    }

    /** How many rejects the receipts of units tell of, that are published or wait for it. */
    private static Map<String, Long> rejected(FileJob job, Store store, Ledger ledger) {
        Table table = job.schema().table();
        String key = DataNames.of(table).key();
        Map<String, Long> rejected = rejected(Holdings.of(store, ledger, key, table.qualifiedName()).slices().stream()
                .flatMap(slice -> slice.files().stream()));
        ledger.look(state -> state.snapshot(key)).work().ifPresent(work -> rejected(work.units().values().stream()
                        .flatMap(unit -> unit.files().stream())
                        .map(UnitFile::file))
                .forEach((unit, count) -> rejected.merge(unit, count, Math::max)));
        return rejected;
    }

    private static Map<String, Long> rejected(Stream<DataFile> files) {
        return files.collect(
                Collectors.toMap(DataFile::unit, file -> file.lost().rejected(), Long::sum, HashMap::new));
    }

    /** Also where there is one already: what was mended is taken out of it. */
    private static boolean hasRejects(FileJob job, Store store, Ledger ledger) {
        Table table = RejectTable.of(job.schema().table());
        return job.rejectsMax() > 0
                || !Holdings.of(store, ledger, DataNames.of(table).key(), table.qualifiedName())
                        .slices()
                        .isEmpty();
    }

    Plan<FileUnit> plan() {
        return session.plan();
    }

    /** Refuses what a run would refuse, before anything is written. */
    void check() {
        export(Optional.empty()).check();
    }

    /** Runs it, with one result for each table. */
    List<Export.Result> run(Optional<Verifier> verifier) {
        // A target that cannot be written to is refused before any row is read.
        store.stage("probe").close();
        return export(verifier).run();
    }

    private Export<FileUnit> export(Optional<Verifier> verifier) {
        Claimant claimant = new Claimant(
                run,
                job.name(),
                ThisProcess.holder(),
                job.conduct().lease(),
                ThisProcess::gone,
                job.settings().replaceSelection());
        Export.Parts parts = new Export.Parts(
                store,
                new ParquetFormat(job.parquet()),
                verifier,
                job.settings(),
                together(job.conduct().how()),
                context,
                Wiring.clock(),
                ledger,
                claimant,
                new Unlisted());
        return new Export<>(parts, session, session.plan());
    }

    /** Rows and rejects of the same files become visible together. */
    private static RunSettings together(RunSettings how) {
        return new RunSettings(how.mode(), RunSettings.Publish.PLAN, how.attempts(), how.backoff(), how.stopOnError());
    }

    @Override
    public void close() {
        try (Ledger open = ledger) {
            session.close();
        }
    }
}
