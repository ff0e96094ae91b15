package dev.slipway.job;

import dev.slipway.ledger.Lease;
import dev.slipway.ledger.Ledger;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Writes what was appended to the ledger every second, and says now and then that the run goes on. */
public final class Heartbeat implements AutoCloseable {
    private static final Duration BEAT = Duration.ofSeconds(1);

    private final Ledger ledger;
    private final Lease lease;
    private final long renewNanos;
    private final Events events;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /** Of the beating thread alone: the same trouble is told once. */
    private boolean failing;

    private Heartbeat(Ledger ledger, Lease lease, Duration ttl, Events events) {
        this.ledger = ledger;
        this.lease = lease;
        this.renewNanos = ttl.toNanos() / 3;
        this.events = events;
        this.thread = Thread.ofPlatform().name("slipway-heartbeat").daemon().start(this::beat);
    }

    /** Begins to beat.
     *
     * @param ttl how long others wait for a sign of life
     */
    public static Heartbeat start(Ledger ledger, Lease lease, Duration ttl, Events events) {
        return new Heartbeat(ledger, lease, ttl, events);
    }

    private void beat() {
        long renewed = System.nanoTime();
        long pause = Math.min(BEAT.toNanos(), renewNanos);
        try {
            while (!closed.await(pause, TimeUnit.NANOSECONDS)) {
                if (System.nanoTime() - renewed >= renewNanos) {
                    renewed = System.nanoTime();
                    trying(lease::renew);
                } else {
                    trying(ledger::flush);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What cannot be written now is written later, or whoever waits for it fails. */
    private void trying(Runnable writing) {
        try {
            writing.run();
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                failing = true;
                events.accept(new Event.Warned("the ledger could not be written: "
                        + TableExport.failure(e).text()));
            }
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
