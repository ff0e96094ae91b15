package dev.slipway.app.job;

import dev.slipway.app.ExitCode;
import dev.slipway.app.Wiring;
import dev.slipway.app.console.JsonEvents;
import dev.slipway.app.console.Words;
import dev.slipway.app.schedule.ClockChanges;
import dev.slipway.postgres.PostgresOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code slipway job check}: whether job files could be run, as far as that shows without connecting. */
@Command(
        name = "check",
        description =
                "Reads job files with all that they name, and tells what is wrong with them. Connects to nothing.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  slipway job check jobs/*.yaml",
            "  slipway job check jobs/*.yaml --no-secrets",
            "",
            "What only the source and the target can tell: slipway run FILE --dry-run.",
            "",
            "Exit status: 0 all files are right, 2 some are not."
        })
public final class JobCheckCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Job files, in YAML.")
    private List<Path> files = List.of();

    @Option(
            names = "--no-secrets",
            description = "Do not look whether the variables and files are there that a job takes secrets from.")
    private boolean noSecrets;

    @Option(names = "--json", description = "Write one JSON object a line to standard output.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Optional<Map<String, String>> environment = noSecrets ? Optional.empty() : Optional.of(System.getenv());
        Instant now = Wiring.clock().instant();
        JsonEvents machine = new JsonEvents(out);
        int wrong = 0;
        for (Path file : files) {
            JobCheck check = JobCheck.of(file, environment);
            wrong += check.job().isEmpty() ? 1 : 0;
            if (json) {
                machine.write(json(check, now));
            } else {
                check.problems().forEach(problem -> out.println(Words.printable("✗ " + problem)));
                check.job().ifPresent(job -> {
                    out.println(Words.printable("✓ " + file + ": " + words(job)));
                    notes(job, now).forEach(note -> out.println(Words.printable("  note: " + note)));
                });
            }
        }
        int status = wrong == 0 ? ExitCode.DONE : ExitCode.USAGE;
        if (json) {
            machine.write(JsonEvents.node()
                    .put("event", "done")
                    .put("exitCode", status)
                    .put("files", files.size())
                    .put("wrong", wrong));
        }
        out.flush();
        return status;
    }

    private static String words(JobFile file) {
        ScheduleSection timing = file.timing();
        return "job " + file.name() + ", from " + source(file.source()) + ", into "
                + file.to()
                + timing.timing().map(known -> ", " + known.when().words()).orElse("")
                + timing.timeout()
                        .map(limit -> ", for at most " + Words.time(limit))
                        .orElse("");
    }

    private static String source(JobSource source) {
        return switch (source) {
            case JobSource.Postgres postgres -> source(postgres.job().from());
            case JobSource.Files files ->
                String.join(
                        ", ",
                        files.inputs().stream()
                                .map(input -> input.pattern().toString())
                                .toList());
        };
    }

    private static String source(PostgresOptions options) {
        if (options.query().isPresent()) {
            return "a query";
        }
        List<String> tables = new ArrayList<>(options.tables());
        options.partitions().parents().forEach(parent -> tables.add("partitions of " + parent));
        return String.join(", ", tables);
    }

    private static List<String> notes(JobFile job, Instant now) {
        return job.timing().timing().flatMap(known -> ClockChanges.of(known.when(), now)).stream()
                .toList();
    }

    private static ObjectNode json(JobCheck check, Instant now) {
        ObjectNode node = JsonEvents.node()
                .put("event", "job-checked")
                .put("file", check.file().toString())
                .put("state", check.job().isPresent() ? "right" : "wrong");
        ArrayNode problems = node.putArray("problems");
        check.problems().forEach(problems::add);
        check.job().ifPresent(job -> {
            node.put("job", job.name());
            job.timing()
                    .timing()
                    .ifPresent(known -> node.put("schedule", known.when().words()));
            ArrayNode notes = node.putArray("notes");
            notes(job, now).forEach(notes::add);
        });
        return node;
    }
}
