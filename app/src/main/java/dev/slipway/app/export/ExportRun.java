package dev.slipway.app.export;

import dev.slipway.app.Verifiers;
import dev.slipway.app.console.Console;
import dev.slipway.app.console.Progress;
import dev.slipway.app.console.Tally;
import dev.slipway.duckdb.DuckDb;
import dev.slipway.duckdb.DuckDbVerifier;
import dev.slipway.job.Context;
import dev.slipway.job.Export;
import dev.slipway.job.Plan;
import dev.slipway.job.Unit;
import dev.slipway.job.Verifier;
import dev.slipway.ledger.Claimant;
import dev.slipway.ledger.Ledger;
import dev.slipway.mapping.MappedSession;
import dev.slipway.mapping.MappedUnit;
import dev.slipway.parquet.ParquetFormat;
import dev.slipway.parquet.ParquetSettings;
import dev.slipway.store.Store;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** One export from a session to a store, with progress while it runs. */
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
     * @param plan the session's, perhaps with more told of its origin
     * @param machine whether programs take the events instead of a person
     */
    public <U extends Unit> List<Export.Result> run(
            MappedSession<U> session,
            Plan<MappedUnit<U>> plan,
            Context context,
            Tally tally,
            boolean machine,
            Clock clock) {
        // A target that cannot be written to is refused before any row is read.
        store.stage("probe").close();
        // Starting DuckDB costs a third of a second: not for an export that does not read back.
        try (DuckDb engine = verify ? Verifiers.engine(job.settings().workers(), context.cancel()) : null) {
            Optional<Verifier> verifier = Optional.ofNullable(engine)
                    .map(reader -> new DuckDbVerifier(
                            reader, Verifiers.copies(job.conduct().cacheBytes())));
            return export(new Export<>(parts(verifier, context, clock), session, plan), tally, machine);
        }
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

    private List<Export.Result> export(Export<?> export, Tally tally, boolean machine) {
        if (machine) {
            return export.run();
        }
        try (Progress progress = new Progress(console, tally, System::nanoTime)) {
            return export.run();
        }
    }
}
