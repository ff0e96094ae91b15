package dev.slipway.app;

import dev.slipway.Failure;
import dev.slipway.duckdb.DuckDb;
import dev.slipway.job.Cancel;
import dev.slipway.store.LocalCopies;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Wires the independent reader. */
public final class Verifiers {
    /** What a scan of ordinary rows is at home in. */
    private static final long MEMORY_BYTES_MIN = 256L << 20;

    /** Of local copies at a time, when nobody says otherwise. */
    public static final long COPY_BYTES = 8_000_000_000L;

    private Verifiers() {}

    /**
     * An engine that stops when {@code cancel} is requested. The caller closes it.
     *
     * @param callers how many threads read at once: each brings its own, a lone one gets help
     * @throws Failure UNAVAILABLE when its library cannot be loaded here
     */
    public static DuckDb engine(int callers, Cancel cancel) {
        // Who allows this process more, for values of many megabytes, allows it to both readers of them.
        long memory = Math.max(MEMORY_BYTES_MIN, Runtime.getRuntime().maxMemory());
        return loaded(
                () -> DuckDb.open(new DuckDb.Settings(callers > 1 ? 1 : 2, memory, Optional.empty()), cancel),
                "; an export goes without it by --verify later");
    }

    /**
     * Has an engine started.
     *
     * @param otherwise what can be done without it
     * @throws Failure UNAVAILABLE when its library cannot be loaded here
     */
    public static DuckDb loaded(Supplier<DuckDb> start, String otherwise) {
        try {
            return start.get();
        } catch (LinkageError e) {
            throw new Failure(
                    Failure.Kind.UNAVAILABLE,
                    "DuckDB, which reads files back, could not be loaded (" + reason(e) + "); it needs 100 MB free in "
                            + System.getProperty("java.io.tmpdir") + " and the right to load libraries from there"
                            + otherwise,
                    e);
        }
    }

    /** Local copies of what is read back from elsewhere, in the folder for temporary files. */
    public static LocalCopies copies(long bytesMax) {
        return new LocalCopies(Path.of(System.getProperty("java.io.tmpdir")), bytesMax);
    }

    private static String reason(Throwable e) {
        return e.getCause() != null ? reason(e.getCause()) : String.valueOf(e.getMessage());
    }
}
