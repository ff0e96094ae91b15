package dev.slipway.app.export;

import dev.slipway.Failure;
import dev.slipway.app.Interrupt;
import dev.slipway.app.Wiring;
import dev.slipway.app.console.Console;
import dev.slipway.app.console.JsonEvents;
import dev.slipway.app.console.Tally;
import dev.slipway.job.Cancel;
import dev.slipway.job.Context;
import dev.slipway.job.ExportSettings;
import dev.slipway.job.Plan;
import dev.slipway.job.Session;
import dev.slipway.parquet.ParquetSettings;
import dev.slipway.postgres.PostgresOptions;
import dev.slipway.postgres.PostgresSource;
import dev.slipway.postgres.PostgresUnit;
import dev.slipway.store.LocalStore;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
            "  slipway export postgres --query 'SELECT …' --as-table daily --to ./lake",
            "",
            "A password comes from ~/.pgpass, PGPASSWORD or the URL; it is never printed.",
            "A table appears in the folder only when all of it was read back and found",
            "equal; files of an earlier export of it are then removed.",
            "",
            "Exit status: 0 all exported, 1 failed, 2 usage or nothing to export, 3 some",
            "tables failed, 4 another run publishes the same table, 130 interrupted."
        })
public final class ExportPostgresCommand implements Callable<Integer> {
    /** When written files are read back. */
    enum Verify {
        NOW,
        LATER
    }

    @Mixin
    private final PostgresOptionsMixin from = new PostgresOptionsMixin();

    @Mixin
    private final FileOptions files = new FileOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--to", required = true, paramLabel = "FOLDER", description = "Where the files go.")
    private Path to = Path.of("");

    @Option(
            names = "--verify",
            paramLabel = "now|later",
            defaultValue = "now",
            description = "now: read every file back before it becomes visible. later: leave it to 'slipway verify'"
                    + " (default: ${DEFAULT-VALUE}).")
    private Verify verify = Verify.NOW;

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
            return export(console, cancel);
        } catch (Failure e) {
            if (json) {
                new JsonEvents(console.out()).writeEnd(e);
            }
            throw e;
        }
    }

    private int export(Console console, Cancel cancel) {
        if (to.toString().isEmpty()) {
            throw new Failure(Failure.Kind.CONFIG, "--to names no folder; for the present one say --to .");
        }
        PostgresOptions options = from.options(System.getenv(), files.valueBytes());
        ExportSettings settings = files.export(options.connections());
        LocalStore store = new LocalStore(to);
        Tally tally = new Tally();
        JsonEvents machine = new JsonEvents(console.out());
        Context context = new Context(cancel, event -> {
            tally.accept(event);
            if (json) {
                machine.accept(event);
            }
        });
        PostgresSource source = new PostgresSource(options);
        try (Session<PostgresUnit> session = dryRun ? source.look(context) : source.open(context)) {
            Plan<PostgresUnit> plan = session.plan();
            ParquetSettings parquet = files.parquet(sorting(plan));
            ExportRun run = new ExportRun(console, store, parquet, settings, verify == Verify.NOW);
            if (dryRun) {
                run.check(session, plan, context, Wiring.clock());
                return new DryRun(console, store, json).show(plan, options.connections());
            }
            return run.run(session, plan, context, tally, json ? machine : null, Wiring.clock());
        }
    }

    /** Files are sorted only if the rows were asked for in that order, and only as far as every unit keeps it. */
    private List<String> sorting(Plan<PostgresUnit> plan) {
        if (from.order != PostgresOptions.Order.KEY) {
            return List.of();
        }
        List<List<String>> keys = plan.tables().stream()
                .map(table -> List.copyOf(Stream.concat(table.key().time().stream(), table.key().id().stream())
                        .toList()))
                .distinct()
                .toList();
        if (keys.size() != 1) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    String.format(
                            Locale.ROOT,
                            "--order key with tables of different keys (%s): export them one by one, or name the --key",
                            keys));
        }
        List<List<String>> sorted = plan.tables().stream()
                .flatMap(table -> table.units().stream())
                .map(PostgresUnit::sorted)
                .toList();
        // Of one key, all begin alike: the shortest is what holds for every unit.
        return sorted.stream().min(Comparator.comparingInt(List::size)).orElse(List.of());
    }
}
