package dev.slipway.app.export;

import dev.slipway.app.console.Console;
import dev.slipway.app.place.LedgerOptions;
import dev.slipway.app.place.Place;
import dev.slipway.app.place.S3Options;
import dev.slipway.mapping.MappingFile;
import dev.slipway.mapping.Mappings;
import dev.slipway.postgres.PostgresOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What every command says that exports tables of Postgres. */
final class ExportOptions {
    @Mixin
    final PostgresOptionsMixin from = new PostgresOptionsMixin();

    @Mixin
    final FileOptions files = new FileOptions();

    @Mixin
    final S3Options s3 = new S3Options();

    @Mixin
    private final LedgerOptions ledger = new LedgerOptions();

    @Mixin
    private final ConductOptions conduct = new ConductOptions();

    @Mixin
    private final LogOptions log = new LogOptions();

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            description =
                    "What becomes of the columns of the tables that this file is for; may be given more than once.")
    private List<Path> mappings = List.of();

    @Option(
            names = "--spool",
            paramLabel = "DIR",
            description = "Write files to this folder first, and from there to s3://: for links that come and go.")
    private @Nullable Path spool;

    @Option(names = "--dry-run", description = "Say what would be done; write nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Write one JSON object a line to standard output.")
    private boolean json;

    /** Which rows, where from. */
    PostgresOptions source() {
        return from.options(System.getenv(), files.valueBytes());
    }

    ExportJob job(PostgresOptions source, String to, Conduct.Snapshot snapshot) {
        Conduct how = conduct.conduct(snapshot);
        return new ExportJob(
                conduct.job(),
                source,
                new Mappings(mappings.stream().map(MappingFile::read).toList()),
                Place.of(to, s3.access()).through(Optional.ofNullable(spool)),
                ledger.access(),
                files.export(source.connections(), how.parallel()),
                files.parquet(),
                how,
                Optional.empty());
    }

    int run(CommandSpec command, Ending ending, Supplier<ExportJob> job) {
        Console console = Console.ofProcess(
                command.commandLine().getOut(), command.commandLine().getErr());
        return new JobRun(console, log, json, dryRun, ending).run(() -> Work.of(job.get()));
    }
}
