package dev.slipway.app.export;

import dev.slipway.Failure;
import dev.slipway.app.archive.ArchiveListCommand;
import dev.slipway.app.place.Place;
import dev.slipway.postgres.PostgresOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code slipway archive}: many partitions, each by itself; and a family of commands about archives. */
@Command(
        name = "archive",
        description = "Exports partitions one by one, each with a snapshot of its own, and goes on when one fails.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = ArchiveListCommand.class,
        defaultValueProvider = ScriptVariables.class,
        footer = {
            "",
            "Examples:",
            "  slipway archive public.events_2024_01 public.events_2024_02 --to ./lake",
            "  slipway archive --partitions-of public.events --older-than 90d \\",
            "      --to s3://bucket/lake --parallel 2",
            "  PARTITIONS_FILE=./partitions.txt slipway archive",
            "  slipway archive list ./lake --dropped",
            "",
            "Without partitions on the command line, PARTITIONS names them, separated by",
            "commas or lines; else PARTITIONS_FILE, one on each line, with # comments.",
            "",
            "Exit status: 0 all succeeded, 1 one or more failed, 2 usage or no partitions,",
            "130 interrupted (the summary is still printed)."
        })
public final class ArchiveCommand implements Callable<Integer> {
    @Mixin
    private final ExportOptions export = new ExportOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--partitions-file",
            paramLabel = "FILE",
            description = "Partitions, one on each line; # begins a comment (default: PARTITIONS_FILE).")
    private @Nullable Path list;

    @Option(
            names = "--to",
            paramLabel = "PLACE",
            description = "Where the files go: a folder, or s3://bucket/prefix (default: S3_BUCKET with S3_PREFIX, else"
                    + " OUT_ROOT, else PARQUET_DIR, else ./parquet_out).")
    private String to = "";

    /** Known only to say why it is refused. */
    @Option(names = "--incremental", hidden = true, paramLabel = "KEY,ID", description = "Not for archives.")
    private @Nullable String incremental;

    @Override
    public Integer call() {
        return export.run(spec, Ending.ARCHIVE, () -> job(new ScriptVariables()));
    }

    private ExportJob job(ScriptVariables variables) {
        if (incremental != null) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "an archive is of whole partitions, each of one snapshot, and --incremental exports a table range by"
                            + " range: say slipway export postgres --incremental");
        }
        if (Place.inS3(to)) {
            variables.requireTransport(export.s3.access());
        }
        if (!variables.splits()) {
            export.files.doNotSplit();
        }
        PostgresOptions source = export.source();
        return export.job(
                source.withTables(partitions(variables)).withPartitions(source.partitions()),
                to,
                Conduct.Snapshot.TABLE);
    }

    /** What the command line says, else the one variable, else the other. */
    private List<String> partitions(ScriptVariables variables) {
        Path file = list;
        boolean said = spec.commandLine().getParseResult().hasMatchedOption("--partitions-file");
        List<String> named = new ArrayList<>(export.from.tables);
        boolean unsaid = !export.from.namesTables() && !said;
        if (unsaid) {
            named.addAll(variables.partitions());
        }
        if (file != null && (said || unsaid && named.isEmpty())) {
            named.addAll(PartitionList.ofFile(file));
        }
        if (named.isEmpty() && export.from.partitionsOf.isEmpty()) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "no partitions: name them, or say --partitions-of or --partitions-file, or set PARTITIONS or"
                            + " PARTITIONS_FILE");
        }
        return named;
    }
}
