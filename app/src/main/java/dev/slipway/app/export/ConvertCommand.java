package dev.slipway.app.export;

import dev.slipway.Failure;
import dev.slipway.app.console.Console;
import dev.slipway.app.place.LedgerOptions;
import dev.slipway.app.place.Place;
import dev.slipway.app.place.S3Options;
import dev.slipway.files.FileRead;
import dev.slipway.files.FileSchema;
import dev.slipway.files.FileSet;
import dev.slipway.files.SchemaFile;
import dev.slipway.job.Key;
import java.nio.file.Path;
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
            "  zcat logs.gz | slipway convert - --schema logs.yaml --to ./lake",
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
            description =
                    "Files, patterns such as 'logs/*.csv.gz', s3://bucket/key, which may be a pattern, too, or - for"
                            + " standard input.")
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
        return new JobRun(console, log, json, dryRun, Ending.EXPORT).run(() -> Work.of(job(console)));
    }

    private FileJob job(Console console) {
        if (rejectsMax < 0) {
            throw new Failure(Failure.Kind.CONFIG, "--max-rejects is 0 or more, not " + rejectsMax);
        }
        Conduct how = conduct.conduct(Conduct.Snapshot.RUN);
        if (how.witness()) {
            throw new Failure(
                    Failure.Kind.CONFIG, "--witness keeps hashes in the database of the rows, and files have none");
        }
        return new FileJob(
                conduct.job(),
                search -> find(console, search),
                new RejectRule(rejectsMax, false),
                key(),
                Place.of(to, s3.access()),
                ledger.access(),
                files.export(FileJob.READERS_MAX, 1),
                files.parquet(),
                how,
                FileJob.Telling.TABLES);
    }

    private FileFinder.Found find(Console console, FileFinder.Search search) {
        FileArguments.Named named = arguments.contains(StandardInput.ARGUMENT)
                ? StandardInput.read(arguments)
                : new FileArguments(s3.access(), search.cancel()).of(arguments);
        FileSchema declared =
                schema == null ? new Guessing(console, json, dryRun).schema(named) : SchemaFile.read(schema);
        List<FileRead> reads =
                named.files().stream().map(file -> FileRead.of(file, declared)).toList();
        return new FileFinder.Found(List.of(new FileSet(named.selection(), reads, false)), List.of());
    }

    private Key key() {
        if (key.size() > 2) {
            throw new Failure(Failure.Kind.CONFIG, "--key is a timestamp and an id, not " + String.join(",", key));
        }
        return new Key(
                key.stream().findFirst().filter(name -> !name.isBlank()),
                key.stream().skip(1).findFirst());
    }
}
