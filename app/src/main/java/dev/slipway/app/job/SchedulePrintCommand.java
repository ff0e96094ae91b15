package dev.slipway.app.job;

import dev.slipway.Failure;
import dev.slipway.app.ExitCode;
import dev.slipway.app.Wiring;
import dev.slipway.app.console.Words;
import dev.slipway.app.schedule.ClockChanges;
import dev.slipway.app.schedule.CronJobManifest;
import dev.slipway.app.schedule.CronTable;
import dev.slipway.app.schedule.LaunchdPlist;
import dev.slipway.app.schedule.PrintedFile;
import dev.slipway.app.schedule.ScheduledJob;
import dev.slipway.app.schedule.SystemdUnits;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway schedule print}: the schedule of a job file in the language of a scheduler. */
@Command(
        name = "print",
        description = "Prints the schedule of a job file for systemd, launchd, Kubernetes or cron. Installs nothing.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  slipway schedule print --systemd jobs/archive.yaml \\",
            "      --to ~/.config/systemd/user",
            "  slipway schedule print --launchd jobs/archive.yaml \\",
            "      --to ~/Library/LaunchAgents",
            "  slipway schedule print --kubernetes jobs/archive.yaml \\",
            "      --image registry.example/slipway:1 | kubectl apply -f -",
            "  slipway schedule print --crontab jobs/archive.yaml",
            "",
            "Exit status: 0 printed, 2 the file is wrong, has no schedule, or one that the",
            "scheduler cannot keep."
        })
public final class SchedulePrintCommand implements Callable<Integer> {
    /** Which scheduler. */
    private static final class Scheduler {
        @Option(names = "--systemd", description = "A service and a timer.")
        private boolean systemd;

        @Option(names = "--launchd", description = "A property list.")
        private boolean launchd;

        @Option(names = "--kubernetes", description = "A ConfigMap with the job file, and a CronJob.")
        private boolean kubernetes;

        @Option(names = "--crontab", description = "Lines of a crontab.")
        private boolean crontab;
    }

    @ArgGroup(multiplicity = "1")
    private Scheduler scheduler = new Scheduler();

    @Parameters(paramLabel = "FILE", description = "A job file, in YAML, with a schedule.")
    private Path file = Path.of("");

    @Option(names = "--to", paramLabel = "DIR", description = "Write the files to this folder instead.")
    private @Nullable Path to;

    @Option(
            names = "--command",
            paramLabel = "PATH",
            description = "What starts Slipway there (default: what started it here; with --kubernetes, the image).")
    private @Nullable String command;

    @Option(names = "--image", paramLabel = "IMAGE", description = "The image that has Slipway, for --kubernetes.")
    private @Nullable String image;

    @Option(
            names = "--machine-zone",
            paramLabel = "ZONE",
            description = "The zone of the machine that runs it, for schedulers that know no other: --launchd (default:"
                    + " this machine's), and --crontab where cron has no CRON_TZ.")
    private @Nullable String machineZone;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        JobFile read = JobFile.read(file);
        ScheduledJob job = job(read);
        Instant now = Wiring.clock().instant();
        write(files(job, now));
        ClockChanges.of(job.schedule(), now).ifPresent(this::note);
        if (scheduler.launchd && job.logs().isEmpty()) {
            note("the job file names no folder of logs, so what a run says is lost; schedule.logs has it kept");
        }
        return ExitCode.DONE;
    }

    private void note(String text) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("slipway: note: " + Words.printable(text));
        err.flush();
    }

    private ScheduledJob job(JobFile read) {
        ScheduleSection.Timing timing = read.timing()
                .timing()
                .orElseThrow(() -> new Failure(
                        Failure.Kind.CONFIG,
                        file + " has no schedule: say when the job runs, as schedule: {at: \"05:00\"}"));
        return new ScheduledJob(
                read.name(),
                timing.label(),
                timing.when(),
                read.timing().timeout(),
                timing.priority() == ScheduleSection.Priority.LOW,
                timing.logs().map(JobParts::absolute),
                command(),
                JobParts.absolute(file),
                JobParts.variables(read));
    }

    /** What the launcher told, if it started this process. */
    private Optional<String> command() {
        Optional<String> given = Optional.ofNullable(command);
        if (scheduler.kubernetes) {
            return given;
        }
        Optional<String> found = given.map(text ->
                        text.contains("/") ? JobParts.absolute(Path.of(text)).toString() : text)
                .or(() -> Optional.ofNullable(System.getProperty("slipway.launcher")));
        if (found.isEmpty()) {
            throw new Failure(Failure.Kind.CONFIG, "what starts Slipway is not known here: name it with --command");
        }
        return found;
    }

    private List<PrintedFile> files(ScheduledJob job, Instant now) throws IOException {
        if (scheduler.systemd) {
            return SystemdUnits.of(job);
        } else if (scheduler.launchd) {
            return List.of(LaunchdPlist.of(job, zone().orElseGet(Wiring::zone), now));
        } else if (scheduler.crontab) {
            return List.of(CronTable.of(job, zone(), now));
        }
        if (image == null) {
            throw new Failure(
                    Failure.Kind.CONFIG, "--kubernetes needs an image that has Slipway: name it with --image");
        }
        return List.of(CronJobManifest.of(job, image, needs()));
    }

    private CronJobManifest.Needs needs() throws IOException {
        // By a relative path, those that are relative in the file stay so: they keep their place beside it elsewhere.
        JobFile read = JobFile.read(JobParts.absolute(Path.of("")).relativize(JobParts.absolute(file)));
        SequencedMap<Path, String> texts = new LinkedHashMap<>();
        for (Path path : JobParts.files(read)) {
            texts.put(path, Files.readString(path));
        }
        return new CronJobManifest.Needs(texts, JobParts.secretFiles(read), JobParts.folders(read));
    }

    private Optional<ZoneId> zone() {
        try {
            return Optional.ofNullable(machineZone).map(ZoneId::of);
        } catch (DateTimeException e) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "--machine-zone is '" + machineZone + "', expected the name of a zone, such as Asia/Bangkok");
        }
    }

    private void write(List<PrintedFile> files) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (to != null) {
            Files.createDirectories(to);
        }
        for (PrintedFile printed : files) {
            if (to != null) {
                Path path = to.resolve(printed.name());
                Files.writeString(path, printed.text());
                out.println("Wrote " + Words.printable(path.toString()));
            } else {
                out.print(files.size() > 1 ? "# " + printed.name() + '\n' + printed.text() : printed.text());
            }
        }
        out.flush();
    }
}
