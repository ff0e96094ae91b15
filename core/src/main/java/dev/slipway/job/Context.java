package dev.slipway.job;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What a run gives to everything that takes part in it.
 *
 * @param cancel asked often, between batches at the latest
 * @param events takes what a person or a log may want to know
 */
public record Context(Cancel cancel, Events events) {
    /** Notes whether somebody was warned. */
    public Context {
        events = events instanceof Noting noting ? noting : new Noting(events, new AtomicBoolean());
    }

    /** Whether there was something that the user should know. */
    public boolean warned() {
        return events instanceof Noting noting && noting.warned().get();
    }

    private record Noting(Events to, AtomicBoolean warned) implements Events {
        @Override
        public void accept(Event event) {
            if (event instanceof Event.Warned || event instanceof Event.Lossy) {
                warned.set(true);
            }
            to.accept(event);
        }
    }
}
