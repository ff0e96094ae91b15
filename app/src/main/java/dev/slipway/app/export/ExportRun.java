package dev.slipway.app.export;

import dev.slipway.app.Verifiers;
import dev.slipway.app.console.Console;
import dev.slipway.app.console.JsonEvents;
import dev.slipway.app.console.Progress;
import dev.slipway.app.console.Tally;
import dev.slipway.duckdb.DuckDb;
import dev.slipway.duckdb.DuckDbVerifier;
import dev.slipway.job.Context;
import dev.slipway.job.Export;
import dev.slipway.job.Unit;
import dev.slipway.job.Verifier;
import dev.slipway.ledger.Claimant;
import dev.slipway.ledger.Ledger;
import dev.slipway.mapping.MappedSession;
import dev.slipway.parquet.ParquetFormat;
import dev.slipway.parquet.ParquetSettings;
import dev.slipway.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One export from a session to a store, with progress while it runs and a summary when it is done. */
public final class ExportRun {
    private final Console console;
    private final Store store;
    private final ExportJob job;
    private final ParquetSettings parquet;
    private final Ledger ledger;
    private final Claimant claimant;
    private final boolean verify;

    /**
     * For one run.
     *
     * @param parquet the job's, with what the files are sorted by
     * @param ledger of the store, read before the session was opened
     */
    public ExportRun(
            Console console, Store store, ExportJob job, ParquetSettings parquet, Ledger ledger, Claimant claimant) {
        this.console = console;
        this.store = store;
        this.job = job;
        this.parquet = parquet;
        this.ledger = ledger;
        this.claimant = claimant;
        this.verify = job.conduct().verify() == Conduct.Verify.NOW;
    }

    /**
     * Refuses what a run would refuse, before anything is written.
     *
     * @throws dev.slipway.Failure CONFIG, for instance when the store holds another selection of a table
     */
    public <U extends Unit> void check(MappedSession<U> session, Context context, Clock clock) {
        new Export<>(parts(Optional.empty(), context, clock), session, session.plan()).check();
    }

    /**
     * Runs it; {@code context}'s events must reach {@code tally}.
     *
     * @param machine takes the summary as JSON instead of a person; null: print it
     * @return the process' exit status
     */
    public <U extends Unit> int run(
            MappedSession<U> session, Context context, Tally tally, @Nullable JsonEvents machine, Clock clock) {
        // A target that cannot be written to is refused before any row is read.
        store.stage("probe").close();
        long started = System.nanoTime();
        List<Export.Result> results;
        // Starting DuckDB costs a third of a second: not for an export that does not read back.
        try (DuckDb engine = verify ? Verifiers.engine(job.settings().workers(), context.cancel()) : null) {
            Optional<Verifier> verifier = Optional.ofNullable(engine)
                    .map(reader -> new DuckDbVerifier(
                            reader, Verifiers.copies(job.conduct().cacheBytes())));
            results = export(new Export<>(parts(verifier, context, clock), session, session.plan()), tally, machine);
        }
        Summary summary = new Summary(store, tally.state(), Duration.ofNanos(System.nanoTime() - started), verify);
        if (machine == null) {
            summary.print(console, results);
        } else {
            machine.write(summary.json(results));
        }
        return Summary.exitCode(results);
    }

    private Export.Parts parts(Optional<Verifier> verifier, Context context, Clock clock) {
        return new Export.Parts(
                store,
                new ParquetFormat(parquet),
                verifier,
                job.settings(),
                job.conduct().how(),
                context,
                clock,
                ledger,
                claimant);
    }

    private List<Export.Result> export(Export<?> export, Tally tally, @Nullable JsonEvents machine) {
        if (machine != null) {
            return export.run();
        }
        try (Progress progress = new Progress(console, tally, System::nanoTime)) {
            return export.run();
        }
    }
}
