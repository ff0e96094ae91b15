package dev.slipway.app.export;

import dev.slipway.Failure;
import dev.slipway.app.ExitCode;
import dev.slipway.app.Interrupt;
import dev.slipway.app.TimeLimit;
import dev.slipway.app.Wiring;
import dev.slipway.app.console.Board;
import dev.slipway.app.console.Console;
import dev.slipway.app.console.JsonEvents;
import dev.slipway.app.console.LogEvents;
import dev.slipway.app.console.PlainLines;
import dev.slipway.app.console.Progress;
import dev.slipway.app.console.Tally;
import dev.slipway.app.place.Place;
import dev.slipway.app.place.Stores;
import dev.slipway.job.Cancel;
import dev.slipway.job.Context;
import dev.slipway.job.Event;
import dev.slipway.job.Events;
import dev.slipway.job.Export;
import dev.slipway.job.Verifier;
import dev.slipway.postgres.Manners;
import dev.slipway.postgres.NamedTable;
import dev.slipway.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs an export for a command, from connecting to the summary: the one way, whoever asked for it. */
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
    public int run(Supplier<ExportJob> asked) {
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

    private int run(ExportJob job, Cancel cancel) {
        String run = Wiring.run();
        try (LogEvents written = log.open(console.err(), run, job.name()).orElse(null)) {
            Context context = new Context(cancel, event -> {
                seen(event);
                if (written != null) {
                    written.accept(event);
                }
            });
            Manners manners = Manners.of(job.from(), System::nanoTime).withRun(run);
            return dryRun ? look(job, manners, context) : run(job, manners, context);
        }
    }

    private void seen(Event event) {
        tally.accept(event);
        if (json) {
            machine.accept(event);
        }
    }

    private int look(ExportJob job, Manners manners, Context context) {
        Store store = Stores.open(job.to(), context.cancel());
        if (job.incremental().isPresent()) {
            new RangeReport(console, json)
                    .look(increments(job, store, manners, context, Optional.empty())
                            .look());
            return ExitCode.DONE;
        }
        try (ExportRun export = ExportRun.look(job, store, manners, context)) {
            export.check();
            return new DryRun(console, store, disk(job.to(), store), json)
                    .show(export.plan(), job.from().connections(), tally.state().notes());
        }
    }

    private static String disk(Place to, Store store) {
        return to instanceof Place.Spooled spooled ? spooled.folder().toString() : store.root();
    }

    private int run(ExportJob job, Manners manners, Context context) {
        long started = System.nanoTime();
        Store store = Stores.openToWrite(job.to(), context);
        Exported exported = export(job, store, manners, context);
        new RangeReport(console, json).tell(exported.ranges());
        int ended = exported.exitCode(ending);
        int status = limit.status(ended);
        Summary summary = new Summary(
                store,
                tally.state(),
                Duration.ofNanos(System.nanoTime() - started),
                job.conduct().verify() == Conduct.Verify.NOW,
                ending);
        if (json) {
            machine.write(summary.json(exported.results(), status));
        } else {
            summary.print(console, exported.results());
        }
        limit.note(ended).ifPresent(text -> console.err().println("slipway: " + text));
        return status;
    }

    private Exported export(ExportJob job, Store store, Manners manners, Context context) {
        if (job.incremental().isPresent()) {
            return onwards(job, store, manners, context);
        }
        boolean separately = job.conduct().snapshot() == Conduct.Snapshot.TABLE
                && job.from().query().isEmpty();
        return Exported.whole(
                separately ? separately(job, store, manners, context) : together(job, store, manners, context));
    }

    private List<Export.Result> together(ExportJob job, Store store, Manners manners, Context context) {
        try (ExportRun export = ExportRun.open(job, store, manners, context);
                Proof proof = Proof.of(job, context.cancel());
                Progress progress = json ? null : new Progress(console, tally, System::nanoTime)) {
            return export.run(proof.verifier());
        }
    }

    private Exported onwards(ExportJob job, Store store, Manners manners, Context context) {
        try (Proof proof = Proof.of(job, context.cancel());
                Progress progress = json ? null : new Progress(console, tally, System::nanoTime)) {
            return increments(job, store, manners, context, proof.verifier()).run();
        }
    }

    private static IncrementalRun increments(
            ExportJob job, Store store, Manners manners, Context context, Optional<Verifier> verifier) {
        Incremental how = job.incremental().orElseThrow();
        return new IncrementalRun(new IncrementalRun.Parts(job, how, store, manners, context, verifier));
    }

    /** Each table's run writes to the log under its own name. */
    private List<Export.Result> separately(ExportJob job, Store store, Manners manners, Context context) {
        Board board = new Board(System::nanoTime);
        Events lines = json || console.terminal() ? Events.NONE : new PlainLines(console.err());
        Events told = event -> {
            seen(event);
            lines.accept(event);
        };
        TableRuns runs = new TableRuns(
                job, store, manners, context, told, board, run -> log.open(console.err(), run, job.name()));
        List<NamedTable> tables = runs.tables();
        try (Proof proof = Proof.of(job, context.cancel());
                Progress progress = json ? null : new Progress(console, board, System::nanoTime)) {
            return runs.run(tables, proof.verifier());
        }
    }
}
