package dev.slipway.job;

/** Where rows come from. */
public interface Source<U extends Unit> {
    /**
     * Connects, checks what can be checked, pins one snapshot, and plans.
     *
     * @param earlier says which tables to cut as they were cut before
     * @throws dev.slipway.Failure CONFIG or UNAVAILABLE, before any output is begun
     */
    Session<U> open(Context context, Earlier earlier);

    /** As {@link #open(Context, Earlier)} when no run was there before. */
    default Session<U> open(Context context) {
        return open(context, Earlier.NONE);
    }
}
