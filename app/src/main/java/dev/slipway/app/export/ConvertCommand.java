package dev.slipway.app.export;

import dev.slipway.Failure;
import dev.slipway.app.Interrupt;
import dev.slipway.app.Verifiers;
import dev.slipway.app.Wiring;
import dev.slipway.app.console.Console;
import dev.slipway.app.console.JsonEvents;
import dev.slipway.app.console.LogEvents;
import dev.slipway.app.console.Progress;
import dev.slipway.app.console.Tally;
import dev.slipway.app.place.LedgerOptions;
import dev.slipway.app.place.Place;
import dev.slipway.app.place.S3Options;
import dev.slipway.app.place.Stores;
import dev.slipway.duckdb.DuckDb;
import dev.slipway.files.FileSchema;
import dev.slipway.files.FileSet;
import dev.slipway.files.SchemaFile;
import dev.slipway.job.Cancel;
import dev.slipway.job.Context;
import dev.slipway.job.Export;
import dev.slipway.job.Key;
import dev.slipway.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway convert}: files become verified Parquet files. */
@Command(
        name = "convert",
        description = "Converts CSV, JSON, JSON lines and text files to verified Parquet files, by a schema.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  slipway convert sales.csv --to ./lake",
            "  slipway convert 'logs/*.jsonl.zst' --schema logs.yaml --to ./lake",
            "  slipway convert 's3://bucket/in/*.csv' --schema in.yaml \\",
            "      --to s3://bucket/lake --max-rejects 100",
            "",
            "Without --schema, one is made of a CSV file, shown, and written beside it, to",
            "be looked at and kept. Each value becomes one of its column's type, exactly;",
            "a record of which that cannot be said is a reject, and by default an error.",
            "",
            "Exit status: 0 all converted, 1 failed, 2 usage or no such file, 3 some tables",
            "failed, 4 another run works on the same table, 130 interrupted."
        })
public final class ConvertCommand implements Callable<Integer> {
    /** More files at once than this would wait for each other. */
    private static final int READERS_MAX = 2;

    @Mixin
    private final FileOptions files = new FileOptions();

    @Mixin
    private final S3Options s3 = new S3Options();

    @Mixin
    private final LedgerOptions ledger = new LedgerOptions();

    @Mixin
    private final ConductOptions conduct = new ConductOptions();

    @Mixin
    private final LogOptions log = new LogOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Files, patterns such as 'logs/*.csv.gz', or s3://bucket/key, which may be a pattern, too.")
    private List<String> arguments = List.of();

    @Option(
            names = "--to",
            required = true,
            paramLabel = "PLACE",
            description = "Where the files go: a folder, or s3://bucket/prefix.")
    private String to = "";

    @Option(
            names = "--schema",
            paramLabel = "FILE",
            description = "What the files hold (default: one is made of the first file and written beside it).")
    private @Nullable Path schema;

    @Option(
            names = "--max-rejects",
            paramLabel = "N",
            defaultValue = "0",
            description = "So many records may be no rows: they go to a table of rejects (default: ${DEFAULT-VALUE}).")
    private long rejectsMax;

    @Option(
            names = "--key",
            paramLabel = "TIME,ID",
            split = ",",
            hideParamSyntax = true,
            description = "The columns by which file names tell their first and last row: a timestamp and an id.")
    private List<String> key = List.of();

    @Option(names = "--dry-run", description = "Say what would be done; write nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Write one JSON object a line to standard output.")
    private boolean json;

    @Override
    public Integer call() {
        Console console = Console.ofProcess(
                spec.commandLine().getOut(), spec.commandLine().getErr());
        Cancel cancel = new Cancel();
        try (Interrupt interrupt = Interrupt.install(cancel)) {
            return run(console, cancel);
        } catch (Failure e) {
            if (json) {
                new JsonEvents(console.out()).writeEnd(e);
            }
            throw e;
        }
    }

    private int run(Console console, Cancel cancel) {
        if (rejectsMax < 0) {
            throw new Failure(Failure.Kind.CONFIG, "--max-rejects is 0 or more, not " + rejectsMax);
        }
        try (DuckDb engine = Verifiers.engine(1, cancel)) {
            FileSet set = new FileArguments(s3.access(), cancel).of(arguments);
            FileSchema declared =
                    schema == null ? new Guessing(console, engine, json, dryRun).schema(set) : SchemaFile.read(schema);
            Conduct how = conduct.conduct(Conduct.Snapshot.RUN);
            if (how.witness()) {
                throw new Failure(
                        Failure.Kind.CONFIG, "--witness keeps hashes in the database of the rows, and files have none");
            }
            int readers = Math.min(READERS_MAX, set.files().size());
            FileJob job = new FileJob(
                    conduct.job(),
                    set,
                    declared,
                    rejectsMax,
                    key(),
                    Place.of(to, s3.access()),
                    ledger.access(),
                    files.export(readers, 1),
                    files.parquet(),
                    how);
            return run(job, console, engine, cancel);
        }
    }

    private Key key() {
        if (key.size() > 2) {
            throw new Failure(Failure.Kind.CONFIG, "--key is a timestamp and an id, not " + String.join(",", key));
        }
        return new Key(
                key.stream().findFirst().filter(name -> !name.isBlank()),
                key.stream().skip(1).findFirst());
    }

    private int run(FileJob job, Console console, DuckDb engine, Cancel cancel) {
        String run = Wiring.run();
        Tally tally = new Tally();
        JsonEvents machine = new JsonEvents(console.out());
        try (LogEvents written = log.open(console.err(), run, job.name()).orElse(null)) {
            Context context = new Context(cancel, event -> {
                tally.accept(event);
                if (json) {
                    machine.accept(event);
                }
                if (written != null) {
                    written.accept(event);
                }
            });
            return dryRun
                    ? look(job, console, engine, context, run)
                    : convert(job, console, engine, context, run, tally, machine);
        }
    }

    private int look(FileJob job, Console console, DuckDb engine, Context context, String run) {
        Store store = Stores.open(job.to(), context.cancel());
        try (ConvertRun convert = ConvertRun.open(job, store, run, engine, context, false)) {
            convert.check();
            return new DryRun(console, store, store.root(), json)
                    .show(convert.plan(), job.settings().workers(), List.of());
        }
    }

    private int convert(
            FileJob job, Console console, DuckDb engine, Context context, String run, Tally tally, JsonEvents machine) {
        long started = System.nanoTime();
        Store store = Stores.openToWrite(job.to(), context);
        List<Export.Result> results;
        try (ConvertRun convert = ConvertRun.open(job, store, run, engine, context, true);
                Proof proof = Proof.of(job.conduct(), job.settings().workers(), context.cancel());
                Progress progress = json ? null : new Progress(console, tally, System::nanoTime)) {
            results = convert.run(proof.verifier());
        }
        int status = Ending.EXPORT.exitCode(results);
        Summary summary = new Summary(
                store,
                tally.state(),
                Duration.ofNanos(System.nanoTime() - started),
                job.conduct().verify() == Conduct.Verify.NOW,
                Ending.EXPORT);
        if (json) {
            machine.write(summary.json(results, status));
        } else {
            summary.print(console, results);
        }
        return status;
    }
}
