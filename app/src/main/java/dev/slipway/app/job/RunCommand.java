package dev.slipway.app.job;

import dev.slipway.app.TimeLimit;
import dev.slipway.app.Wiring;
import dev.slipway.app.console.Console;
import dev.slipway.app.console.JsonEvents;
import dev.slipway.app.console.Words;
import dev.slipway.app.export.Ending;
import dev.slipway.app.export.ExportJob;
import dev.slipway.app.export.JobRun;
import dev.slipway.app.export.LogOptions;
import dev.slipway.app.export.Work;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway run}: does what a job file says. */
@Command(
        name = "run",
        description = "Runs a job that is written in a file.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  slipway run jobs/archive.yaml --dry-run",
            "  slipway run jobs/archive.yaml",
            "",
            "Paths in the file are relative to its folder. It holds no secrets: they come",
            "from the environment or from files that it names.",
            "",
            "Exit status: 0 all done, 1 failed, 2 usage, a mistake in the file or nothing to",
            "do, 3 some tables failed, 4 another run works on the same table, 130",
            "interrupted."
        })
public final class RunCommand implements Callable<Integer> {
    @Mixin
    private final LogOptions log = new LogOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "A job file, in YAML.")
    private Path file = Path.of("");

    @Option(names = "--dry-run", description = "Say how the job is understood and what would be done; write nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Write one JSON object a line to standard output.")
    private boolean json;

    @Override
    public Integer call() {
        Console console = Console.ofProcess(
                spec.commandLine().getOut(), spec.commandLine().getErr());
        TimeLimit limit = new TimeLimit(Wiring.alarm());
        return new JobRun(console, log, json, dryRun, Ending.EXPORT, limit).run(() -> Work.of(job(console, limit)));
    }

    private ExportJob job(Console console, TimeLimit limit) {
        JobFile read = JobFile.read(file);
        limit.begin(read.timing().timeout());
        if (dryRun && json) {
            new JsonEvents(console.out())
                    .write(JsonEvents.node()
                            .put("event", "job")
                            .put("file", file.toString())
                            .setAll(JobJson.of(read)));
        } else if (dryRun) {
            console.out()
                    .println(Words.printable("Job " + read.job().name() + " of " + file + ", into "
                            + read.job().to()));
        }
        return read.ready(System.getenv());
    }
}
