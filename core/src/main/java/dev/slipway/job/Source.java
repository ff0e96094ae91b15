package dev.slipway.job;

/** Where rows come from. */
public interface Source<U extends Unit> {
    /**
     * Connects, checks what can be checked, and pins one snapshot.
     *
     * @throws dev.slipway.Failure CONFIG or UNAVAILABLE, before any output is begun
     */
    Session<U> open(Context context);
}
