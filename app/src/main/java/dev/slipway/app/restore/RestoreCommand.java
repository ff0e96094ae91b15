package dev.slipway.app.restore;

import dev.slipway.Failure;
import dev.slipway.app.ExitCode;
import dev.slipway.app.Interrupt;
import dev.slipway.app.Verifiers;
import dev.slipway.app.console.ByteSize;
import dev.slipway.app.console.Console;
import dev.slipway.app.console.JsonEvents;
import dev.slipway.app.console.Progress;
import dev.slipway.app.console.Tally;
import dev.slipway.app.place.LedgerOptions;
import dev.slipway.app.place.S3Options;
import dev.slipway.app.verify.Subjects;
import dev.slipway.duckdb.DuckDb;
import dev.slipway.job.Cancel;
import dev.slipway.job.Context;
import dev.slipway.job.Event;
import dev.slipway.postgres.Archive;
import dev.slipway.postgres.PostgresRestore;
import dev.slipway.postgres.QualifiedName;
import dev.slipway.postgres.RestoreOptions;
import java.time.Duration;
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

/** {@code slipway restore}: files become a table of Postgres again. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Makes a Postgres table of an archive again: columns, types, defaults and primary key as the files"
                        + " remember them, its rows read back and compared before it appears.",
        footer = {
            "",
            "Examples:",
            "  slipway restore ./lake/public.events --url postgresql://me@host/db",
            "  slipway restore ./lake --from public.events --table public.restored \\",
            "      --dry-run",
            "  slipway restore ./lake/public.events_2024_01 --attach-to public.events",
            "  slipway restore ./lake/public.events_2024_01 --as-source",
            "",
            "The table must not be there; nothing that is there is touched. A restore that",
            "was stopped in any way is carried on by running it again.",
            "",
            "Exit status: 0 restored, 1 failed, 2 usage or nothing to restore, 4 another",
            "run restores the same, 130 interrupted."
        })
public final class RestoreCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description = "A table's folder, a folder with several tables, or files; s3://bucket/… for what is in S3.")
    private List<String> paths = List.of();

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "",
            description =
                    "postgresql://user@host:port/db?sslmode=…; what it leaves open comes from PGHOST, PGUSER and the"
                            + " like, a service file and ~/.pgpass.")
    private String url = "";

    @Option(
            names = "--from",
            paramLabel = "TABLE",
            description = "Which table's files to take, as its manifest names it, where there are several.")
    private @Nullable String from;

    @Option(
            names = "--part",
            description = "Restore the files that are named, though the archive holds more of the table.")
    private boolean part;

    @Option(names = "--table", paramLabel = "NAME", description = "The table to make (default: the name that it had).")
    private @Nullable String table;

    @Option(
            names = "--attach-to",
            paramLabel = "PARENT",
            description = "Make it a partition of this table, in the moment in which it appears.")
    private @Nullable String attachTo;

    @Option(
            names = "--bound",
            paramLabel = "SQL",
            description = "The partition's bound: FOR VALUES …, or DEFAULT (default: the bound that it had).")
    private @Nullable String bound;

    @Option(
            names = "--as-source",
            description =
                    "Undo the mapping of the export: columns, types and values as the source had them, or a refusal.")
    private boolean asSource;

    @Option(
            names = "--no-defaults",
            description = "Leave out the defaults of columns, for instance if a sequence that they name is not there.")
    private boolean noDefaults;

    @Option(
            names = "--indexes",
            description = "Make the indexes that it had, and its unique and exclusion constraints, before it appears.")
    private boolean indexes;

    @Option(names = "--checks", description = "Give it the CHECK constraints that it had.")
    private boolean checks;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "2",
            description = "How many files are loaded at once (default: ${DEFAULT-VALUE}).")
    private int connections = 2;

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

    @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Write one JSON object a line to standard output.")
    private boolean json;

    @Override
    public Integer call() {
        Console console = Console.ofProcess(
                spec.commandLine().getOut(), spec.commandLine().getErr());
        Cancel cancel = new Cancel();
        try (Interrupt interrupt = Interrupt.install(cancel)) {
            check();
            try (DuckDb engine = Verifiers.engine(connections, cancel)) {
                restore(
                        console,
                        cancel,
                        archives(engine, cancel).find(paths, Optional.ofNullable(from), part, asSource));
            }
            return ExitCode.DONE;
        } catch (Failure e) {
            if (json) {
                new JsonEvents(console.out()).writeEnd(e);
            }
            throw e;
        }
    }

    private Archives archives(DuckDb engine, Cancel cancel) {
        return new Archives(
                engine, Verifiers.copies(cacheBytes.bytes()), new Subjects(s3.access(), ledger.access(), cancel));
    }

    private void check() {
        if (connections < 1 || connections > 64) {
            throw new Failure(Failure.Kind.CONFIG, "--connections is 1 to 64, not " + connections);
        }
        if (bound != null && attachTo == null) {
            throw new Failure(Failure.Kind.CONFIG, "--bound says where to attach the table: name --attach-to, too");
        }
    }

    private void restore(Console console, Cancel cancel, Archive archive) {
        Tally tally = new Tally();
        JsonEvents machine = new JsonEvents(console.out());
        Context context = new Context(cancel, event -> {
            tally.accept(event);
            if (json) {
                machine.accept(event);
            }
        });
        RestoreOptions options = options(archive);
        RestoreReport report = new RestoreReport(console, json, options.target(), archive);
        PostgresRestore restore = new PostgresRestore(archive, options, context);
        if (dryRun) {
            report.print(restore.look());
            return;
        }
        long started = System.nanoTime();
        context.events().accept(planned(options, archive));
        report.print(run(restore, console, tally), Duration.ofNanos(System.nanoTime() - started));
    }

    private PostgresRestore.Restored run(PostgresRestore restore, Console console, Tally tally) {
        if (json) {
            return restore.run();
        }
        try (Progress progress = new Progress(console, tally, System::nanoTime)) {
            return restore.run();
        }
    }

    private static Event planned(RestoreOptions options, Archive archive) {
        return new Event.Planned(
                options.target().toString(),
                archive.files().size(),
                archive.files().stream().mapToLong(Archive.File::rowCount).sum(),
                archive.files().stream().mapToLong(Archive.File::bytes).sum());
    }

    private RestoreOptions options(Archive archive) {
        QualifiedName target = table == null ? named(archive) : QualifiedName.parse(table);
        return new RestoreOptions(
                url,
                System.getenv(),
                target,
                Optional.ofNullable(attachTo)
                        .map(QualifiedName::parse)
                        .map(parent -> new RestoreOptions.Attachment(parent, Optional.ofNullable(bound))),
                connections,
                !noDefaults,
                indexes,
                checks);
    }

    private static QualifiedName named(Archive archive) {
        if (archive.table().namespace().isEmpty()) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "the files do not say which table they were; name the one to make with --table");
        }
        return new QualifiedName(archive.table().namespace(), archive.table().name());
    }
}
