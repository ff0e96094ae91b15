package dev.slipway.app;

import dev.slipway.duckdb.DuckDb;
import dev.slipway.job.Cancel;
import java.util.Optional;

/** Wires the independent reader. */
public final class Verifiers {
    private static final long MEMORY_BYTES_MAX = 256L << 20;

    private Verifiers() {}

    /**
     * An engine that stops when {@code cancel} is requested. The caller closes it.
     *
     * @param callers how many threads read at once: each brings its own, a lone one gets help
     */
    public static DuckDb engine(int callers, Cancel cancel) {
        return DuckDb.open(new DuckDb.Settings(callers > 1 ? 1 : 2, MEMORY_BYTES_MAX, Optional.empty()), cancel);
    }
}
