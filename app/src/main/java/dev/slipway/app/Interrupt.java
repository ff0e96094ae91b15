package dev.slipway.app;

import dev.slipway.job.Cancel;
import java.time.Duration;

/**
 * Turns Ctrl-C and termination into a request to stop, and keeps the process alive until all that listens has cleaned up
 * and said what it has to say, or for 20 seconds. Close it when that is done.
 */
public final class Interrupt implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Object LOCK = new Object();

    /** How many have not closed yet: a command may run others, whose end is not its own. */
    private static int open;

    private final Thread hook;

    private Interrupt(Thread hook) {
        this.hook = hook;
        synchronized (LOCK) {
            open++;
        }
    }

    /** Asks {@code cancel} to stop when the process is asked to. */
    public static Interrupt install(Cancel cancel) {
        Interrupt interrupt = new Interrupt(new Thread(() -> stop(cancel), "slipway-interrupt"));
        try {
            Runtime.getRuntime().addShutdownHook(interrupt.hook);
        } catch (IllegalStateException e) {
            cancel.request(); // the process is ending already
        }
        return interrupt;
    }

    /** Has nothing to stop, but is waited for by those that have: what comes after them is still done. */
    static Interrupt linger() {
        return new Interrupt(Thread.currentThread());
    }

    private static void stop(Cancel cancel) {
        long start = System.nanoTime();
        cancel.request();
        try {
            synchronized (LOCK) {
                long left = left(start);
                while (open > 0 && left > 0) {
                    LOCK.wait(left);
                    left = left(start);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // The status of a process that a signal ends is the JVM's choice (130, 143), unless it is halted.
        Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
    }

    private static long left(long start) {
        return PATIENCE.minusNanos(System.nanoTime() - start).toMillis();
    }

    @Override
    public void close() {
        synchronized (LOCK) {
            open--;
            LOCK.notifyAll();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already, and the hook is what waits for this.
        }
    }
}
