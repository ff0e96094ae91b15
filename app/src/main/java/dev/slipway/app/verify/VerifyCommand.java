package dev.slipway.app.verify;

import dev.slipway.Failure;
import dev.slipway.app.Interrupt;
import dev.slipway.app.IoText;
import dev.slipway.app.Verifiers;
import dev.slipway.app.console.ByteSize;
import dev.slipway.app.console.Console;
import dev.slipway.app.console.JsonEvents;
import dev.slipway.app.place.LedgerOptions;
import dev.slipway.app.place.S3Options;
import dev.slipway.duckdb.DuckDb;
import dev.slipway.job.Cancel;
import dev.slipway.job.Key;
import dev.slipway.postgres.PostgresFigures;
import dev.slipway.store.LocalCopies;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway verify}: checks files against everything that was recorded of them. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Checks every file against its name, its footer, its checksums and the receipt beside it, and digests"
                        + " its rows anew as DuckDB reads them.",
        footer = {
            "",
            "Examples:",
            "  slipway verify ./lake",
            "  slipway verify ./lake/public.events --parallel 2 --stop-on-error",
            "  slipway verify s3://bucket/lake",
            "  slipway verify ./lake --source postgresql://me@host/db",
            "",
            "More paths come from the file that FILES_LIST names, one on each line.",
            "",
            "Exit status: 0 all pass, 1 a mismatch, 2 nothing to verify, 130 interrupted",
            "(the summary is still printed)."
        })
public final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..*", paramLabel = "PATH", description = "Files and folders, here or at s3://bucket/prefix.")
    private List<String> paths = List.of();

    @Option(
            names = "--parallel",
            paramLabel = "N",
            defaultValue = "${env:MAX_PARALLEL:-1}",
            description = "How many files are checked at once (default: ${DEFAULT-VALUE}).")
    private int parallel = 1;

    @Option(names = "--continue", negatable = false, description = "Go on after a file that fails (the default).")
    private boolean goOn;

    @Option(names = "--stop-on-error", description = "Stop at the first file that fails.")
    private boolean stopOnError;

    @Option(
            names = "--key",
            paramLabel = "TIME,ID",
            split = ",",
            hideParamSyntax = true,
            description =
                    "The columns that file names are about (default: as the footer says, or uploaded_date,data_item_id).")
    private List<String> key = List.of();

    @Option(
            names = "--results",
            paramLabel = "FILE",
            description =
                    "Where to write a line PASS|path or FAIL|path for each file (default: in the temporary folder).")
    private @Nullable Path results;

    @Option(
            names = "--source",
            paramLabel = "URL",
            description = "Also compare counts, sums, minima and maxima with this Postgres, each side in its own SQL.")
    private @Nullable String source;

    @Option(
            names = "--cache-bytes",
            paramLabel = "SIZE",
            defaultValue = "8GB",
            description = "Local copies, at a time, of files that are read from S3 (default: ${DEFAULT-VALUE}).")
    private ByteSize cacheBytes = new ByteSize(Verifiers.COPY_BYTES);

    @Mixin
    private final S3Options s3 = new S3Options();

    @Mixin
    private final LedgerOptions ledger = new LedgerOptions();

    @Option(names = "--json", description = "Write one JSON object a line to standard output.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Console console = Console.ofProcess(
                spec.commandLine().getOut(), spec.commandLine().getErr());
        Cancel cancel = new Cancel();
        try (Interrupt interrupt = Interrupt.install(cancel)) {
            return verify(console, cancel);
        } catch (Failure e) {
            if (json) {
                new JsonEvents(console.out()).writeEnd(e);
            }
            throw e;
        }
    }

    private int verify(Console console, Cancel cancel) throws IOException {
        check();
        Optional<PostgresFigures> figures =
                Optional.ofNullable(source).map(url -> new PostgresFigures(url, System.getenv()));
        Subjects subjects = new Subjects(s3.access(), ledger.access(), cancel);
        paths().forEach(subjects::add);
        List<Subject> all = subjects.all();
        if (all.isEmpty()) {
            throw new Failure(
                    Failure.Kind.CONFIG, "nothing to verify: no .parquet file below " + String.join(", ", paths()));
        }
        figures.ifPresent(there -> there.check(cancel));
        LocalCopies copies = Verifiers.copies(cacheBytes.bytes());
        Path file = results != null ? results : Files.createTempFile("validation_results.", ".txt");
        try (DuckDb engine = Verifiers.engine(parallel, cancel);
                VerifyReport report = new VerifyReport(console, file, json, all.size())) {
            new VerifyRun(engine, copies, key(), parallel, stopOnError, cancel, report).run(all);
            if (figures.isPresent() && !cancel.requested()) {
                new SourceCheck(engine, copies, figures.get(), report, cancel).run(subjects.archived());
            }
            return report.end(cancel.requested());
        }
    }

    private void check() {
        if (parallel < 1 || parallel > 64) {
            throw new Failure(Failure.Kind.CONFIG, "--parallel is 1 to 64, not " + parallel);
        }
        if (key.size() > 2) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "--key names a timestamp column and an id column, not " + key.size() + " columns");
        }
        if (goOn && stopOnError) {
            throw new Failure(Failure.Kind.CONFIG, "say either --continue or --stop-on-error");
        }
        if (!goOn && "0".equals(System.getenv("CONTINUE_ON_ERROR"))) {
            stopOnError = true;
        }
    }

    /** What was named, and what the file named by {@code FILES_LIST} names, a path on each line. */
    private List<String> paths() {
        List<String> named = new ArrayList<>(paths);
        String list = System.getenv("FILES_LIST");
        if (list != null && !list.isEmpty()) {
            named.addAll(lines(Path.of(list)));
        }
        if (named.isEmpty()) {
            throw new Failure(Failure.Kind.CONFIG, "name a file or folder to verify");
        }
        return named;
    }

    private static List<String> lines(Path list) {
        try {
            return Files.readAllLines(list, StandardCharsets.UTF_8).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new Failure(Failure.Kind.CONFIG, "FILES_LIST: " + IoText.of(e), e);
        }
    }

    private Optional<Key> key() {
        if (key.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Key(
                Optional.of(key.getFirst()).filter(name -> !name.isEmpty()),
                key.size() > 1 ? Optional.of(key.get(1)) : Optional.empty()));
    }
}
