package dev.slipway.app;

import dev.slipway.Failure;
import dev.slipway.app.console.TimeSpan;
import dev.slipway.job.Cancel;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long a run may take. When that is over, it is stopped as by Ctrl-C: what is written and holds stays, and nothing half
 * done is visible. Close it when the run is over.
 */
public final class TimeLimit implements AutoCloseable {
    private final Alarm alarm;
    private final Cancel cancel = new Cancel();
    private @Nullable Duration limit;
    private @Nullable Runnable stop;
    private volatile boolean passed;

    public TimeLimit(Alarm alarm) {
        this.alarm = alarm;
    }

    /** What stops the run. */
    public Cancel cancel() {
        return cancel;
    }

    /** Counts from now; at most once. Without a limit, the run takes as long as it takes. */
    public void begin(Optional<Duration> limit) {
        limit.ifPresent(after -> {
            this.limit = after;
            stop = alarm.set(after, () -> {
                passed = !cancel.requested();
                cancel.request();
            });
        });
    }

    /** The status of the process for what a run ended with: who was stopped by the limit was not stopped by the user. */
    public int status(int ended) {
        return passed && ended == ExitCode.INTERRUPTED ? ExitCode.FAILED : ended;
    }

    /** The same failure, or what it means if the limit is what stopped the run. */
    public Failure told(Failure failure) {
        return passed && failure.kind() == Failure.Kind.CANCELLED
                ? new Failure(Failure.Kind.UNAVAILABLE, words(), failure)
                : failure;
    }

    /** What to say of a run that ended so. */
    public Optional<String> note(int ended) {
        return passed && ended == ExitCode.INTERRUPTED ? Optional.of(words()) : Optional.empty();
    }

    private String words() {
        return "stopped after " + (limit == null ? "" : TimeSpan.text(limit))
                + ", which is the timeout of the job: nothing half done is visible, and what is written is kept. Run the job"
                + " again to go on, or give it a longer timeout";
    }

    @Override
    public void close() {
        if (stop != null) {
            stop.run();
        }
    }
}
