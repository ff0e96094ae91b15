package dev.slipway.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.job.Event;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Lines that are rewritten in a terminal, and leave nothing behind. */
class ProgressTest {
    /** Hands over what is written at each flush. */
    private static final class Frames extends Writer {
        final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
        private final StringBuilder frame = new StringBuilder();

        @Override
        public void write(char[] characters, int offset, int length) {
            frame.append(characters, offset, length);
        }

        @Override
        public void flush() {
            frames.add(frame.toString());
            frame.setLength(0);
        }

        @Override
        public void close() {}

        String next() throws InterruptedException {
            return String.valueOf(frames.poll(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void eachFrameTakesBackTheOneBeforeAndTheEndTakesBackTheLast() throws InterruptedException {
        Frames frames = new Frames();
        Tally tally = new Tally();
        AtomicLong clock = new AtomicLong();
        try (Progress progress = progress(frames, true, tally, clock)) {
            tally.accept(new Event.Planned("public.t", 2, 1000, 1000));
            assertThat(frames.next()).startsWith("\u001b[?7l▕░").endsWith("B/s\n\u001b[?7h");
            tally.accept(new Event.UnitStarted(0, "public.t", "public.t/0"));
            tally.accept(new Event.Progress(0, 500, 100));
            clock.set(TimeUnit.SECONDS.toNanos(10));
            String frame = frames.next();
            while (!frame.contains("connection 1")) {
                assertThat(frame).startsWith("\u001b[1F\u001b[J");
                frame = frames.next();
            }
            assertThat(frame).contains("50 %  500 of ~1000 rows, 10 s left, 50 rows/s");
            assertThat(frames.next()).startsWith("\u001b[2F\u001b[J\u001b[?7l▕█");
        }
        List<String> rest = new ArrayList<>();
        frames.frames.drainTo(rest);
        assertThat(rest).last().asString().matches("\u001b\\[2F\u001b\\[J");
    }

    @Test
    void beforeAnythingIsPlannedNothingIsShownAndNothingIsTakenBack() {
        StringWriter written = new StringWriter();
        progress(written, true, new Tally(), new AtomicLong()).close();
        progress(written, false, new Tally(), new AtomicLong()).close();
        assertThat(written.toString()).isEmpty();
    }

    private static Progress progress(Writer err, boolean terminal, Tally tally, AtomicLong clock) {
        Console console = new Console(new PrintWriter(Writer.nullWriter()), new PrintWriter(err), terminal, 100);
        return new Progress(console, tally, clock::get);
    }
}
