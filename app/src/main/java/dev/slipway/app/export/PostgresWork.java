package dev.slipway.app.export;

import dev.slipway.app.ExitCode;
import dev.slipway.app.console.Board;
import dev.slipway.app.console.PlainLines;
import dev.slipway.app.console.Progress;
import dev.slipway.app.place.Place;
import dev.slipway.app.place.Stores;
import dev.slipway.job.Events;
import dev.slipway.job.Export;
import dev.slipway.job.Verifier;
import dev.slipway.postgres.Manners;
import dev.slipway.postgres.NamedTable;
import dev.slipway.store.Store;
import java.util.List;
import java.util.Optional;

/** An export of tables of Postgres: together, each by itself, or what came after the last one. */
final class PostgresWork extends Work {
    private final ExportJob job;

    PostgresWork(ExportJob job) {
        this.job = job;
    }

    @Override
    String job() {
        return job.name();
    }

    private Manners manners(Running running) {
        return Manners.of(job.from(), System::nanoTime).withRun(running.run());
    }

    @Override
    int look(Running running) {
        Store store = Stores.open(job.to(), running.cancel());
        if (job.incremental().isPresent()) {
            new RangeReport(running.console(), running.json())
                    .look(increments(running, store, Optional.empty()).look());
            return ExitCode.DONE;
        }
        try (ExportRun export = ExportRun.look(job, store, manners(running), running.context())) {
            export.check();
            return new DryRun(running.console(), store, disk(job.to(), store), running.json())
                    .show(
                            export.plan(),
                            job.from().connections(),
                            running.tally().state().notes());
        }
    }

    private static String disk(Place to, Store store) {
        return to instanceof Place.Spooled spooled ? spooled.folder().toString() : store.root();
    }

    @Override
    int run(Running running) {
        Store store = Stores.openToWrite(job.to(), running.context());
        Exported exported = export(running, store);
        new RangeReport(running.console(), running.json()).tell(exported.ranges());
        return running.summarize(
                store,
                exported.results(),
                job.conduct().verify() == Conduct.Verify.NOW,
                exported.exitCode(running.ending()));
    }

    private Exported export(Running running, Store store) {
        if (job.incremental().isPresent()) {
            return onwards(running, store);
        }
        boolean separately = job.conduct().snapshot() == Conduct.Snapshot.TABLE
                && job.from().query().isEmpty();
        return Exported.whole(separately ? separately(running, store) : together(running, store));
    }

    private List<Export.Result> together(Running running, Store store) {
        try (ExportRun export = ExportRun.open(job, store, manners(running), running.context());
                Proof proof = Proof.of(job, running.cancel());
                Progress progress = running.progress()) {
            return export.run(proof.verifier());
        }
    }

    private Exported onwards(Running running, Store store) {
        try (Proof proof = Proof.of(job, running.cancel());
                Progress progress = running.progress()) {
            return increments(running, store, proof.verifier()).run();
        }
    }

    private IncrementalRun increments(Running running, Store store, Optional<Verifier> verifier) {
        Incremental how = job.incremental().orElseThrow();
        return new IncrementalRun(
                new IncrementalRun.Parts(job, how, store, manners(running), running.context(), verifier));
    }

    /** Each table's run writes to the log under its own name. */
    private List<Export.Result> separately(Running running, Store store) {
        Board board = new Board(System::nanoTime);
        Events lines = running.json() || running.console().terminal()
                ? Events.NONE
                : new PlainLines(running.console().err());
        Events told = event -> {
            running.seen(event);
            lines.accept(event);
        };
        TableRuns runs = new TableRuns(
                job, store, manners(running), running.context(), told, board, run -> running.openLog(run, job.name()));
        List<NamedTable> tables = runs.tables();
        try (Proof proof = Proof.of(job, running.cancel());
                Progress progress = running.json() ? null : new Progress(running.console(), board, System::nanoTime)) {
            return runs.run(tables, proof.verifier());
        }
    }
}
