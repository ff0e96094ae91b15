package dev.slipway.app.export;

import dev.slipway.app.ExitCode;
import dev.slipway.app.console.Progress;
import dev.slipway.app.place.Stores;
import dev.slipway.job.Context;
import dev.slipway.job.Event;
import dev.slipway.job.Export;
import dev.slipway.store.Store;
import java.util.List;

/** Files that become tables. */
final class FileWork extends Work {
    private final FileJob asked;

    FileWork(FileJob job) {
        asked = job;
    }

    @Override
    String job() {
        return asked.name();
    }

    @Override
    int look(Running running) {
        FileFinder.Found found = asked.files().find(new FileFinder.Search(running.cancel()));
        FileReport report = new FileReport(running, asked.telling());
        report.found(found);
        if (found.sets().isEmpty()) {
            report.nothing(true);
            return ExitCode.DONE;
        }
        FileJob job = asked.forFiles(found.sets());
        Store store = Stores.open(job.to(), running.cancel());
        FileRun.Parts parts = new FileRun.Parts(store, found.sets(), running.run(), running.context(), false);
        try (FileRun run = FileRun.open(job, parts)) {
            run.check();
            return report.look(run, store, job);
        }
    }

    @Override
    int run(Running running) {
        FileFinder.Found found = asked.files().find(new FileFinder.Search(running.cancel()));
        FileReport report = new FileReport(running, asked.telling());
        report.notes(found);
        if (found.sets().isEmpty()) {
            report.nothing(false);
            return ExitCode.DONE;
        }
        return run(running, report, found, asked.forFiles(found.sets()));
    }

    private int run(Running running, FileReport report, FileFinder.Found found, FileJob job) {
        Store store = Stores.openToWrite(job.to(), running.context());
        Context context = new Context(running.cancel(), event -> {
            // Rejects are told of each file, and warned of only where that was asked for.
            if (!(event instanceof Event.Lossy)
                    || job.telling() == FileJob.Telling.TABLES
                    || job.rejects().warn()) {
                running.context().events().accept(event);
            }
            report.accept(event);
        });
        FileRun.Parts parts = new FileRun.Parts(store, found.sets(), running.run(), context, true);
        List<Export.Result> results;
        try (FileRun run = FileRun.open(job, parts);
                Proof proof = Proof.of(job.conduct(), job.settings().workers(), running.cancel());
                Progress progress = running.progress()) {
            report.begin(run);
            results = run.run(proof.verifier());
        }
        return report.end(store, results, job, running.ending().exitCode(results));
    }
}
