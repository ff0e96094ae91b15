package dev.slipway.app;

import java.time.Duration;

/** Rings once when a time is over. */
public interface Alarm {
    /**
     * Has {@code action} run, on a thread of the alarm's, when {@code after} is over.
     *
     * @return takes that back, if it did not begin yet
     */
    Runnable set(Duration after, Runnable action);
}
