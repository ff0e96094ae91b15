package dev.slipway.files;

import dev.slipway.Failure;
import dev.slipway.job.Plan;
import dev.slipway.job.Reader;
import dev.slipway.job.Session;

/** Files as they were when they were looked at. */
public final class FileSession implements Session<FileUnit> {
    private final Plan<FileUnit> plan;
    private final FileSource.Settings settings;
    private final RejectLogs logs;

    FileSession(Plan<FileUnit> plan, FileSource.Settings settings, RejectLogs logs) {
        this.plan = plan;
        this.settings = settings;
        this.logs = logs;
    }

    @Override
    public Plan<FileUnit> plan() {
        return plan;
    }

    @Override
    public Reader<FileUnit> reader() {
        return new FileReader(settings, logs);
    }

    @Override
    public int readersMax() {
        return settings.readersMax();
    }

    @Override
    public void check() {
        plan.tables().stream()
                .flatMap(table -> table.units().stream())
                .flatMap(unit -> unit.file().stream())
                .map(FileRead::input)
                .filter(FileInput::changed)
                .findFirst()
                .ifPresent(file -> {
                    throw new Failure(
                            Failure.Kind.UNAVAILABLE, file.name() + " was changed while it was read; run again");
                });
    }

    @Override
    public void close() {
        logs.close();
    }
}
