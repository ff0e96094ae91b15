package dev.slipway.app;

import dev.slipway.job.Cancel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and termination into a request to stop, and keeps the process alive until what it interrupts has cleaned
 * up, or for {@value #SECONDS} seconds. Close it when that is done.
 */
public final class Interrupt implements AutoCloseable {
    private static final int SECONDS = 20;

    private final CountDownLatch cleaned = new CountDownLatch(1);
    private final Thread hook;

    private Interrupt(Cancel cancel) {
        hook = new Thread(
                () -> {
                    cancel.request();
                    try {
                        cleaned.await(SECONDS, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    // The status of a process that a signal ends is the JVM's choice (130, 143), unless it is halted.
                    Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
                },
                "slipway-interrupt");
    }

    /** Begins to listen. */
    public static Interrupt install(Cancel cancel) {
        Interrupt interrupt = new Interrupt(cancel);
        Runtime.getRuntime().addShutdownHook(interrupt.hook);
        return interrupt;
    }

    @Override
    public void close() {
        cleaned.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already, and the hook is what waits for this.
        }
    }
}
