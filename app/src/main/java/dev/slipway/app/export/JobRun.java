package dev.slipway.app.export;

import dev.slipway.Failure;
import dev.slipway.app.Interrupt;
import dev.slipway.app.TimeLimit;
import dev.slipway.app.Wiring;
import dev.slipway.app.console.Console;
import dev.slipway.app.console.JsonEvents;
import dev.slipway.app.console.LogEvents;
import dev.slipway.app.console.Tally;
import dev.slipway.job.Cancel;
import dev.slipway.job.Context;
import java.util.function.Supplier;

/** Runs work for a command, from the first look to the summary: the one way, whoever asked for it. */
public final class JobRun {
    private final Console console;
    private final LogOptions log;
    private final boolean json;
    private final boolean dryRun;
    private final Ending ending;
    private final TimeLimit limit;
    private final Tally tally = new Tally();
    private final JsonEvents machine;

    /**
     * For one run.
     *
     * @param json whether to write objects for programs
     * @param dryRun whether to say what would be done, and to do nothing
     * @param ending what is said last
     */
    public JobRun(Console console, LogOptions log, boolean json, boolean dryRun, Ending ending) {
        this(console, log, json, dryRun, ending, new TimeLimit(Wiring.alarm()));
    }

    /** The same for a run that may take so long; the run closes the limit, and whoever asks for it begins it. */
    public JobRun(Console console, LogOptions log, boolean json, boolean dryRun, Ending ending, TimeLimit limit) {
        this.limit = limit;
        this.console = console;
        this.log = log;
        this.json = json;
        this.dryRun = dryRun;
        this.ending = ending;
        machine = new JsonEvents(console.out());
    }

    /**
     * Runs what {@code asked} gives. A failure, also that of {@code asked}, is written as the last object for programs.
     *
     * @return the process' exit status
     */
    public int run(Supplier<Work> asked) {
        try (limit;
                Interrupt interrupt = Interrupt.install(limit.cancel())) {
            return run(asked.get(), limit.cancel());
        } catch (Failure e) {
            Failure told = limit.told(e);
            if (json) {
                machine.writeEnd(told);
            }
            throw told;
        }
    }

    private int run(Work work, Cancel cancel) {
        String run = Wiring.run();
        try (LogEvents written = log.open(console.err(), run, work.job()).orElse(null)) {
            Context context = new Context(cancel, event -> {
                tally.accept(event);
                if (json) {
                    machine.accept(event);
                }
                if (written != null) {
                    written.accept(event);
                }
            });
            Running running =
                    new Running(run, console, context, tally, machine, log, json, ending, limit, System.nanoTime());
            return dryRun ? work.look(running) : work.run(running);
        }
    }
}
