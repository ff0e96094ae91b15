package dev.slipway.app.export;

import dev.slipway.app.Verifiers;
import dev.slipway.duckdb.DuckDb;
import dev.slipway.duckdb.DuckDbVerifier;
import dev.slipway.job.Cancel;
import dev.slipway.job.Verifier;
import java.util.Optional;

/** The independent reader of what was written, with its engine; an export that does not read back has none. */
record Proof(Optional<DuckDb> engine, Optional<Verifier> verifier) implements AutoCloseable {
    /** Starting DuckDB costs a third of a second: not for an export that does not read back. */
    static Proof of(ExportJob job, Cancel cancel) {
        return of(job.conduct(), job.settings().workers() * job.conduct().parallel(), cancel);
    }

    /** The same for so many workers. */
    static Proof of(Conduct conduct, int workers, Cancel cancel) {
        if (conduct.verify() == Conduct.Verify.LATER) {
            return new Proof(Optional.empty(), Optional.empty());
        }
        DuckDb engine = Verifiers.engine(workers, cancel);
        return new Proof(
                Optional.of(engine), Optional.of(new DuckDbVerifier(engine, Verifiers.copies(conduct.cacheBytes()))));
    }

    @Override
    public void close() {
        engine.ifPresent(DuckDb::close);
    }
}
