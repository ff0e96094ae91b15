package dev.slipway.app.export;

import dev.slipway.Failure;
import dev.slipway.app.Interrupt;
import dev.slipway.app.Wiring;
import dev.slipway.app.console.Console;
import dev.slipway.app.console.JsonEvents;
import dev.slipway.app.console.LogEvents;
import dev.slipway.app.console.Tally;
import dev.slipway.app.place.Stores;
import dev.slipway.job.Cancel;
import dev.slipway.job.Context;
import dev.slipway.job.Events;
import dev.slipway.store.Store;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs an export for a command, from connecting to the summary: the one way, whoever asked for it. */
public final class JobRun {
    private final Console console;
    private final LogOptions log;
    private final boolean json;
    private final boolean dryRun;

    /**
     * For one run.
     *
     * @param json whether to write objects for programs
     * @param dryRun whether to say what would be done, and to do nothing
     */
    public JobRun(Console console, LogOptions log, boolean json, boolean dryRun) {
        this.console = console;
        this.log = log;
        this.json = json;
        this.dryRun = dryRun;
    }

    /**
     * Runs what {@code asked} gives. A failure, also that of {@code asked}, is written as the last object for programs.
     *
     * @return the process' exit status
     */
    public int run(Supplier<ExportJob> asked) {
        Cancel cancel = new Cancel();
        try (Interrupt interrupt = Interrupt.install(cancel)) {
            return run(asked.get(), cancel);
        } catch (Failure e) {
            if (json) {
                new JsonEvents(console.out()).writeEnd(e);
            }
            throw e;
        }
    }

    private int run(ExportJob job, Cancel cancel) {
        String run = Wiring.run();
        try (LogEvents opened = log.open(console.err(), run, job.name()).orElse(null)) {
            return run(job, cancel, run, opened == null ? Events.NONE : opened);
        }
    }

    private int run(ExportJob job, Cancel cancel, String run, Events logged) {
        Store store = dryRun ? Stores.open(job.to(), cancel) : Stores.openToWrite(job.to(), cancel);
        Tally tally = new Tally();
        JsonEvents machine = new JsonEvents(console.out());
        Context context = new Context(cancel, event -> {
            tally.accept(event);
            logged.accept(event);
            if (json) {
                machine.accept(event);
            }
        });
        OneExport export = new OneExport(console, store, context, tally, json);
        if (job.incremental().isPresent()) {
            return new IncrementalRun(export, job, job.incremental().get(), dryRun).run();
        }
        return dryRun ? export.look(job, run) : export.tell(job, () -> export.run(job, run, Optional.empty()));
    }
}
