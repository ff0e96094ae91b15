package dev.slipway.postgres;

import dev.slipway.job.Event;
import dev.slipway.job.Events;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Warns when a snapshot is held for an hour, and each time that it has been held for twice as long: until it is given back,
 * vacuum removes nothing that it can still see. Thread-safe.
 */
final class SnapshotWatch {
    private static final Duration LONG = Duration.ofHours(1);

    private final LongSupplier nanos;
    private final Supplier<OptionalLong> transactions;
    private final Events events;
    private final long since;
    private volatile long next = LONG.toNanos();

    /**
     * Of a snapshot that is taken now.
     *
     * @param transactions how many were begun since, as far as that can be known
     */
    SnapshotWatch(LongSupplier nanos, Supplier<OptionalLong> transactions, Events events) {
        this.nanos = nanos;
        this.transactions = transactions;
        this.events = events;
        since = nanos.getAsLong();
    }

    /** Cheap, as long as it is not yet time. */
    void look() {
        long held = nanos.getAsLong() - since;
        if (held >= next && due(held)) {
            events.accept(new Event.Warned(text(Duration.ofNanos(held))));
        }
    }

    private synchronized boolean due(long held) {
        if (held < next) {
            return false;
        }
        while (held >= next) {
            next *= 2;
        }
        return true;
    }

    private String text(Duration held) {
        OptionalLong begun = transactions.get();
        return String.format(
                Locale.ROOT,
                "the snapshot has been held for %d h %d min%s: until it is given back, vacuum removes no row version that"
                        + " it can see, in any table; where that hurts, export fewer tables at once, or give each a"
                        + " snapshot of its own (--snapshot table)",
                held.toHours(),
                held.toMinutesPart(),
                begun.isPresent()
                        ? String.format(Locale.ROOT, ", and %,d transactions were begun since", begun.getAsLong())
                        : "");
    }
}
