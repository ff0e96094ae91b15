package dev.slipway.job;

import dev.slipway.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks everyone who works on a run to stop. Thread-safe; cannot be taken back. */
public final class Cancel {
    private final List<Runnable> actions = new ArrayList<>();
    private volatile boolean requested;

    /**
     * Asks to stop and runs what was registered, once, all of it whatever one throws, and returns when that is done: who
     * ends a process afterwards cuts nothing short. Who asks a second time, or is interrupted, does not wait.
     */
    public void request() {
        List<Runnable> due;
        synchronized (actions) {
            requested = true;
            due = List.copyOf(actions);
            actions.clear();
        }
        Queue<RuntimeException> thrown = new ConcurrentLinkedQueue<>();
        // Each on a thread of its own: one that waits for a network keeps no other waiting.
        List<Thread> running = due.stream()
                .map(action ->
                        Thread.ofPlatform().name("slipway-cancel").daemon().start(() -> run(action, thrown)))
                .toList();
        running.forEach(Cancel::await);
        if (!thrown.isEmpty()) {
            throw thrown.element();
        }
    }

    private static void run(Runnable action, Queue<RuntimeException> thrown) {
        try {
            action.run();
        } catch (RuntimeException e) {
            thrown.add(e);
        }
    }

    private static void await(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether a stop was asked for. */
    public boolean requested() {
        return requested;
    }

    /**
     * Returns while nobody asked to stop.
     *
     * @throws Failure CANCELLED otherwise
     */
    public void check() {
        if (requested) {
            throw new Failure(Failure.Kind.CANCELLED, "interrupted");
        }
    }

    /** Waits for so long, or until a stop is asked for. */
    public void pause(Duration duration) {
        CountDownLatch stopped = new CountDownLatch(1);
        Runnable wake = stopped::countDown;
        onRequest(wake);
        try {
            stopped.await(TimeUnit.NANOSECONDS.convert(duration), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            forget(wake);
        }
    }

    /** Runs {@code action} when a stop is asked for, at once if it was: to wake what blocks in a socket. */
    public void onRequest(Runnable action) {
        synchronized (actions) {
            if (!requested) {
                actions.add(action);
                return;
            }
        }
        action.run();
    }

    /** Takes back what was registered, if it did not run yet; the very same object. */
    public void forget(Runnable action) {
        synchronized (actions) {
            actions.removeIf(registered -> registered == action);
        }
    }
}
