package dev.slipway.app.job;

import dev.slipway.Failure;
import dev.slipway.app.ExitCode;
import dev.slipway.app.Wiring;
import dev.slipway.app.console.JsonEvents;
import dev.slipway.app.console.Words;
import dev.slipway.app.place.Ledgers;
import dev.slipway.app.place.Stores;
import dev.slipway.files.FileSchema;
import dev.slipway.job.Cancel;
import dev.slipway.job.DataNames;
import dev.slipway.ledger.DataFile;
import dev.slipway.ledger.Ledger;
import dev.slipway.ledger.State;
import dev.slipway.store.Store;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway job health}: whether a job has done its work of a day. */
@Command(
        name = "health",
        description = "Tells whether there is something of a day for each input of a job that is expected daily.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  slipway job health jobs/query-performance.yaml",
            "  slipway job health jobs/query-performance.yaml --date 2025-10-28",
            "",
            "Exit status: 0 all is there, 1 something is missing, 2 the file is wrong, or",
            "nothing is expected."
        })
public final class JobHealthCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "A job file, in YAML, that reads files.")
    private Path file = Path.of("");

    @Option(names = "--date", paramLabel = "DAY", description = "The day (default: yesterday in the job's zone).")
    private @Nullable LocalDate date;

    @Option(names = "--json", description = "Write one JSON object a line to standard output.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private record Found(JobInput input, List<DataFile> files, boolean whole) {}

    @Override
    public Integer call() {
        JobFile job = JobFile.read(file);
        List<JobInput> expected = job.source() instanceof JobSource.Files files
                ? files.inputs().stream().filter(JobInput::daily).toList()
                : List.of();
        if (expected.isEmpty()) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    file + " expects nothing daily: say expect: daily of an input that has something of each day");
        }
        LocalDate day = date == null
                ? LocalDate.ofInstant(Wiring.clock().instant(), job.timing().zone())
                        .minusDays(1)
                : date;
        Store store = Stores.open(job.to(), new Cancel());
        try (Ledger ledger = Ledgers.openToLook(store, job.ledger().reveal(System.getenv()), Wiring.run())) {
            List<Found> all = expected.stream()
                    .map(input -> ledger.look(state -> found(input, day, state)))
                    .map(found -> new Found(found.input(), found.files(), whole(store, found.files())))
                    .toList();
            all.forEach(found -> tell(found, day));
            boolean well = all.stream().allMatch(found -> !found.files().isEmpty() && found.whole());
            spec.commandLine().getOut().flush();
            return well ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    private static boolean whole(Store store, List<DataFile> files) {
        return files.stream().allMatch(file -> store.find(file.key())
                .filter(blob -> blob.size() == file.bytes())
                .isPresent());
    }

    private static Found found(JobInput input, LocalDate day, State state) {
        List<DataFile> files = input.schemas().stream()
                .map(FileSchema::table)
                .distinct()
                .flatMap(table -> state.snapshot(DataNames.of(table).key()).content().stream()
                        .flatMap(slice -> slice.files().stream())
                        .filter(file -> isOf(file.unit(), table.qualifiedName(), input, day)))
                .toList();
        return new Found(input, files, true);
    }

    private static boolean isOf(String unit, String table, JobInput input, LocalDate day) {
        String end = "@" + day + "#";
        int at = unit.lastIndexOf(end);
        return at > table.length() && input.pattern().matches(unit.substring(table.length() + 1, at));
    }

    private void tell(Found found, LocalDate day) {
        PrintWriter out = spec.commandLine().getOut();
        String input = found.input().pattern().toString();
        String state = found.files().isEmpty() ? "missing" : found.whole() ? "there" : "damaged";
        if (json) {
            new JsonEvents(out)
                    .write(JsonEvents.node()
                            .put("event", "health")
                            .put("input", input)
                            .put("date", day.toString())
                            .put("state", state)
                            .put("rows", DataFile.rows(found.files()).rows())
                            .put("files", found.files().size()));
            return;
        }
        if (found.files().isEmpty()) {
            out.println(Words.printable("✗ There is nothing of " + day + " from " + input));
        }
        for (DataFile each : found.files()) {
            out.println(Words.printable((found.whole() ? "✓ " : "✗ is not as it was published: ") + each.key() + " ("
                    + Words.count(each.rows().rows(), "row") + ", " + Words.bytes(each.bytes()) + ")"));
        }
    }
}
