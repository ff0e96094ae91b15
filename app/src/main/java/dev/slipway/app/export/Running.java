package dev.slipway.app.export;

import dev.slipway.app.ExitCode;
import dev.slipway.app.TimeLimit;
import dev.slipway.app.console.Console;
import dev.slipway.app.console.JsonEvents;
import dev.slipway.app.console.LogEvents;
import dev.slipway.app.console.Progress;
import dev.slipway.app.console.Tally;
import dev.slipway.job.Cancel;
import dev.slipway.job.Context;
import dev.slipway.job.Event;
import dev.slipway.job.Export;
import dev.slipway.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a piece of work has while it runs.
 *
 * @param run what the run is called
 * @param context of the run: what happens is told to people, programs and the log
 * @param tally of what happened so far
 * @param json whether results are objects for programs
 * @param limit how long it may take
 * @param started by the clock that never goes back, in nanoseconds
 */
record Running(
        String run,
        Console console,
        Context context,
        Tally tally,
        JsonEvents machine,
        LogOptions log,
        boolean json,
        Ending ending,
        TimeLimit limit,
        long started) {
    /** Told of everything by itself: for one of several runs that are shown otherwise. */
    void seen(Event event) {
        tally.accept(event);
        if (json) {
            machine.accept(event);
        }
    }

    Cancel cancel() {
        return context.cancel();
    }

    Optional<LogEvents> openLog(String anotherRun, String job) {
        return log.open(console.err(), anotherRun, job);
    }

    /** Shows what happens until it is closed; null when programs read. */
    @Nullable
    Progress progress() {
        return json ? null : new Progress(console, tally, System::nanoTime);
    }

    /**
     * Says how it ended.
     *
     * @param ended the exit status that follows from the results
     * @return the one of the process
     */
    int summarize(Store store, List<Export.Result> results, boolean readBack, int ended) {
        Summary summary =
                new Summary(store, tally.state(), Duration.ofNanos(System.nanoTime() - started), readBack, ending);
        if (json) {
            machine.write(summary.json(results, limit.status(ended)));
        } else {
            summary.print(console, results);
        }
        return over(ended);
    }

    /** The exit status of the process, said why if it was stopped at its limit. */
    int over(int ended) {
        limit.note(ended).ifPresent(text -> console.err().println("slipway: " + text));
        return limit.status(ended);
    }

    /** Tells programs that there was nothing to do. */
    void summarizeNothing() {
        ObjectNode done = JsonEvents.node().put("event", "done").put("exitCode", ExitCode.DONE);
        done.putArray("tables");
        machine.write(done);
    }
}
