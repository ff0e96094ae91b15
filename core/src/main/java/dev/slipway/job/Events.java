package dev.slipway.job;

/** Takes what happens in a run. Called by several threads; must not block for long. */
public interface Events {
    /** Drops everything. */
    Events NONE = event -> {};

    void accept(Event event);
}
