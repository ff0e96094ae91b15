package dev.slipway.app.export;

import dev.slipway.app.ThisProcess;
import dev.slipway.app.Wiring;
import dev.slipway.app.place.Ledgers;
import dev.slipway.data.Table;
import dev.slipway.files.FileSet;
import dev.slipway.files.FileSource;
import dev.slipway.files.FileUnit;
import dev.slipway.files.Published;
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
import dev.slipway.ledger.Ledger;
import dev.slipway.parquet.ParquetFormat;
import dev.slipway.store.Store;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One run over files: as they are now, they become tables. */
final class FileRun implements AutoCloseable {
    private final FileJob job;
    private final Store store;
    private final String run;
    private final Context context;
    private final Ledger ledger;
    private final Published published;
    private final List<String> evolved;
    private final Session<FileUnit> session;

    private FileRun(FileJob job, Parts parts, Ledger ledger, Published published, List<String> evolved) {
        this.job = job;
        this.store = parts.store();
        this.run = parts.run();
        this.context = parts.context();
        this.ledger = ledger;
        this.published = published;
        this.evolved = evolved;
        this.session =
                source(job, parts, published, hasRejects(job, parts, ledger)).open(parts.context(), Earlier.of(ledger));
    }

    /**
     * What it works with.
     *
     * @param run what it is called
     * @param toWrite whether anything is going to be written
     */
    record Parts(Store store, List<FileSet> sets, String run, Context context, boolean toWrite) {}

    /**
     * Looks at the files.
     *
     * @throws dev.slipway.Failure CONFIG when what a table has by now cannot go on by its schema
     */
    static FileRun open(FileJob job, Parts parts) {
        Ledger ledger = parts.toWrite()
                ? Ledgers.openToWrite(parts.store(), job.ledger(), parts.run())
                : Ledgers.openToLook(parts.store(), job.ledger(), parts.run());
        try {
            FileHistory history = new FileHistory(parts.store(), ledger);
            List<String> evolved = history.evolved(parts.sets(), job.settings().replaceSelection());
            return new FileRun(job, parts, ledger, history.published(parts.sets()), evolved);
        } catch (RuntimeException e) {
            ledger.close();
            throw e;
        }
    }

    private static FileSource source(FileJob job, Parts parts, Published published, boolean rejects) {
        return new FileSource(
                job.settings().replaceSelection()
                        ? parts.sets().stream().map(FileSet::alone).toList()
                        : parts.sets(),
                new FileSource.Settings(
                        Path.of(System.getProperty("java.io.tmpdir")),
                        ReadSettings.DEFAULT,
                        job.rejects().max(),
                        rejects,
                        job.settings().workers(),
                        FileSource.CUT_FROM_BYTES,
                        job.key(),
                        published));
    }

    /** Also where there is one already: what was mended is taken out of it. */
    private static boolean hasRejects(FileJob job, Parts parts, Ledger ledger) {
        return job.rejects().max() > 0
                || parts.sets().stream()
                        .map(set -> RejectTable.of(set.table()))
                        .anyMatch(table ->
                                !holdings(parts, ledger, table).slices().isEmpty());
    }

    private static Holdings holdings(Parts parts, Ledger ledger, Table table) {
        return Holdings.of(parts.store(), ledger, DataNames.of(table).key(), table.qualifiedName());
    }

    Plan<FileUnit> plan() {
        return session.plan();
    }

    /** What earlier runs made of files. */
    Published published() {
        return published;
    }

    /** How schemas differ from those that the tables were written by, as sentences. */
    List<String> evolved() {
        return evolved;
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
