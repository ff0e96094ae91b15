package dev.slipway.app.console;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Shows how far an export is, on a thread of its own: in a terminal a few lines that are rewritten, elsewhere a line now
 * and then. Closing it removes or ends them.
 */
public final class Progress implements AutoCloseable {
    private static final long TERMINAL_MILLIS = 200;
    private static final long LINES_MILLIS = 5_000;

    /** Lines that are too long are cut by the terminal rather than wrapped, or there would be more than we count (DECAWM). */
    private static final String WRAP_OFF = "\u001b[?7l";

    private static final String WRAP_ON = "\u001b[?7h";

    private final Console console;
    private final View view;
    private final LongSupplier nanos;
    private final long started;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private int linesShown;

    /** Starts showing {@code tally}; {@code nanos} is a clock that only goes forward. */
    public Progress(Console console, Tally tally, LongSupplier nanos) {
        this(console, new TallyView(tally, new ProgressText(console.columns())), nanos);
    }

    /** Starts showing {@code board}. */
    public Progress(Console console, Board board, LongSupplier nanos) {
        this(console, new BoardView(board, console.columns()), nanos);
    }

    private Progress(Console console, View view, LongSupplier nanos) {
        this.console = console;
        this.view = view;
        this.nanos = nanos;
        this.started = nanos.getAsLong();
        this.thread = Thread.ofPlatform().name("slipway-progress").daemon().start(this::show);
    }

    private void show() {
        long pause = console.terminal() ? TERMINAL_MILLIS : LINES_MILLIS;
        try {
            while (!closed.await(pause, TimeUnit.MILLISECONDS)) {
                draw();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void draw() {
        if (!view.begun()) {
            return;
        }
        Duration elapsed = Duration.ofNanos(nanos.getAsLong() - started);
        StringBuilder drawn = new StringBuilder();
        if (console.terminal()) {
            erase(drawn);
            drawn.append(WRAP_OFF);
            for (String line : view.block(elapsed)) {
                drawn.append(line).append('\n');
                linesShown++;
            }
            drawn.append(WRAP_ON);
        } else {
            drawn.append(view.line(elapsed)).append('\n');
        }
        console.err().print(drawn);
        console.err().flush();
    }

    /** Moves to the first of the lines shown before and clears from there to the end of the screen (ECMA-48 CPL, ED). */
    private void erase(StringBuilder drawn) {
        if (linesShown > 0) {
            drawn.append("\u001b[").append(linesShown).append("F\u001b[J");
            linesShown = 0;
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
        StringBuilder drawn = new StringBuilder();
        erase(drawn);
        console.err().print(drawn);
        console.err().flush();
    }
}
