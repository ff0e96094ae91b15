package dev.slipway.app.export;

import dev.slipway.Failure;
import dev.slipway.app.console.Console;
import dev.slipway.app.place.Place;
import dev.slipway.app.place.S3Options;
import dev.slipway.mapping.MappingFile;
import dev.slipway.mapping.Mappings;
import dev.slipway.postgres.PostgresOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code slipway export postgres}: tables of one snapshot become verified Parquet files. */
@Command(
        name = "postgres",
        description = "Exports Postgres tables to verified Parquet files, all of one snapshot.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  slipway export postgres public.events --to ./lake \\",
            "      --url postgresql://me@host/db",
            "  slipway export postgres 'public.events_2024_*' --to ./lake --dry-run \\",
            "      --connections 4 --key uploaded_date,id",
            "  slipway export postgres public.t --to ./lake --as price='decimal(20,0)' \\",
            "      --where \"day < '2024-01-01'\"",
            "  slipway export postgres public.t --to s3://bucket/lake",
            "  slipway export postgres public.t --to ./lake --incremental created,id",
            "  slipway export postgres --query 'SELECT …' --as-table daily --to ./lake",
            "",
            "A password comes from ~/.pgpass, PGPASSWORD or the URL; it is never printed.",
            "A table appears in the folder only when all of it was read back and found",
            "equal; files of an earlier export of it are then removed. A run that was",
            "stopped in any way is carried on by running it again.",
            "",
            "Exit status: 0 all exported, 1 failed, 2 usage or nothing to export, 3 some",
            "tables failed, 4 another run works on the same table, 130 interrupted."
        })
public final class ExportPostgresCommand implements Callable<Integer> {
    @Mixin
    private final PostgresOptionsMixin from = new PostgresOptionsMixin();

    @Mixin
    private final FileOptions files = new FileOptions();

    @Mixin
    private final ConductOptions conduct = new ConductOptions();

    @Mixin
    private final IncrementalOptions incremental = new IncrementalOptions();

    @Mixin
    private final LogOptions log = new LogOptions();

    @Mixin
    private final S3Options s3 = new S3Options();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--to",
            required = true,
            paramLabel = "PLACE",
            description = "Where the files go: a folder, or s3://bucket/prefix.")
    private String to = "";

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            description =
                    "What becomes of the columns of the tables that this file is for; may be given more than once.")
    private List<Path> mappings = List.of();

    @Option(names = "--dry-run", description = "Say what would be done; write nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Write one JSON object a line to standard output.")
    private boolean json;

    @Override
    public Integer call() {
        Console console = Console.ofProcess(
                spec.commandLine().getOut(), spec.commandLine().getErr());
        return new JobRun(console, log, json, dryRun).run(this::job);
    }

    /** What the options ask for. */
    ExportJob job() {
        if (to.isEmpty()) {
            throw new Failure(Failure.Kind.CONFIG, "--to names no folder; for the present one say --to .");
        }
        PostgresOptions options = from.options(System.getenv(), files.valueBytes());
        return new ExportJob(
                conduct.job(),
                options,
                new Mappings(mappings.stream().map(MappingFile::read).toList()),
                Place.of(to, s3.access()),
                files.export(options.connections()),
                files.parquet(),
                conduct.conduct(),
                incremental.incremental(options, files, conduct.conduct()));
    }
}
