package dev.slipway.app.export;

import dev.slipway.Failure;
import dev.slipway.postgres.PostgresOptions;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
    private final ExportOptions export = new ExportOptions();

    @Mixin
    private final IncrementalOptions incremental = new IncrementalOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--to",
            required = true,
            paramLabel = "PLACE",
            description = "Where the files go: a folder, or s3://bucket/prefix.")
    private String to = "";

    @Option(names = "--query", paramLabel = "SQL", description = "Export the rows of a query instead of tables.")
    private @Nullable String query;

    @Option(
            names = "--as-table",
            paramLabel = "NAME",
            defaultValue = "query",
            description = "What the rows of --query are called (default: ${DEFAULT-VALUE}).")
    private String asTable = "query";

    @Option(
            names = "--snapshot",
            paramLabel = "run|table",
            defaultValue = "run",
            description =
                    "run: everything is one state of the database. table: each table is one by itself, and none is"
                            + " held for long (default: ${DEFAULT-VALUE}).")
    private Conduct.Snapshot snapshot = Conduct.Snapshot.RUN;

    @Override
    public Integer call() {
        return export.run(spec, Ending.EXPORT, this::job);
    }

    /** What the options ask for. */
    ExportJob job() {
        if (to.isEmpty()) {
            throw new Failure(Failure.Kind.CONFIG, "--to names no folder; for the present one say --to .");
        }
        if (export.from.namesTables() == (query != null)) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    query == null
                            ? "name at least one table, or give a --query"
                            : "give either tables or a --query, not both");
        }
        PostgresOptions tables = export.source();
        return incremental.of(export.job(query == null ? tables : tables.withQuery(query, asTable), to, snapshot));
    }
}
