package dev.slipway.app.job;

import dev.slipway.Failure;
import dev.slipway.app.TimeLimit;
import dev.slipway.app.Wiring;
import dev.slipway.app.console.Console;
import dev.slipway.app.console.JsonEvents;
import dev.slipway.app.console.Words;
import dev.slipway.app.export.Ending;
import dev.slipway.app.export.JobRun;
import dev.slipway.app.export.LogOptions;
import dev.slipway.app.export.Work;
import dev.slipway.app.place.Place;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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
            "  slipway run jobs/query-performance.yaml --date 2025-10-28",
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

    @Parameters(index = "0", paramLabel = "FILE", description = "A job file, in YAML.")
    private Path file = Path.of("");

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "INPUT",
            description = "Of a job over files, only these of its inputs.")
    private List<String> inputs = List.of();

    @Option(
            names = "--date",
            paramLabel = "DAY",
            description =
                    "Of a job over files, only those of this day: 2025-10-28 (default: the latest of each input).")
    private @Nullable LocalDate date;

    @Option(names = "--historical", description = "Of a job over files, all that there are.")
    private boolean historical;

    @Option(names = "--dry-run", description = "Say how the job is understood and what would be done; write nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Write one JSON object a line to standard output.")
    private boolean json;

    @Override
    public Integer call() {
        Console console = Console.ofProcess(
                spec.commandLine().getOut(), spec.commandLine().getErr());
        TimeLimit limit = new TimeLimit(Wiring.alarm());
        AtomicReference<Notices> notices = new AtomicReference<>();
        try {
            int status = new JobRun(console, log, json, dryRun, Ending.EXPORT, limit).run(() -> {
                JobFile read = JobFile.read(file);
                if (!dryRun) {
                    Notices told = notices(read, console);
                    told.check();
                    notices.set(told);
                }
                return work(read, console, limit);
            });
            tell(notices.get(), told -> told.ended(status));
            return status;
        } catch (Failure e) {
            tell(notices.get(), told -> told.failed(e));
            throw e;
        }
    }

    private static Notices notices(JobFile job, Console console) {
        return new Notices(
                job, System.getenv(), text -> console.err().println("slipway: warning: " + Words.printable(text)));
    }

    private static void tell(@Nullable Notices notices, Consumer<Notices> what) {
        if (notices != null) {
            what.accept(notices);
        }
    }

    private Work work(JobFile read, Console console, TimeLimit limit) {
        limit.begin(read.timing().timeout());
        InputChoice choice = choice(read);
        if (dryRun && json) {
            new JsonEvents(console.out())
                    .write(JsonEvents.node()
                            .put("event", "job")
                            .put("file", file.toString())
                            .setAll(JobJson.of(read)));
        } else if (dryRun) {
            console.out().println(Words.printable("Job " + read.name() + " of " + file + ", into " + read.to()));
        }
        return read.ready(System.getenv(), choice);
    }

    private InputChoice choice(JobFile read) {
        int ways = (inputs.isEmpty() ? 0 : 1) + (date == null ? 0 : 1) + (historical ? 1 : 0);
        if (ways > 1) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "--date, --historical and names of files say which files are read: one of them");
        }
        if (ways > 0 && read.source() instanceof JobSource.Postgres) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "--date, --historical and names of files are for jobs over files, and " + file
                            + " reads a database");
        }
        if (!historical
                && read.source() instanceof JobSource.Files
                && read.layout().settings().replaceSelection()) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    file
                            + " says layout.replace, by which tables begin anew with the files of one run: say --historical,"
                            + " and take it out of the file afterwards");
        }
        LocalDate day = date;
        if (day != null) {
            return new InputChoice.OfDay(day);
        }
        if (historical) {
            return new InputChoice.All();
        }
        return inputs.isEmpty()
                ? new InputChoice.Latest()
                : new InputChoice.Named(inputs.stream()
                        .map(name -> Place.inS3(name)
                                ? name
                                : JobParts.absolute(Path.of(name)).toString())
                        .toList());
    }
}
