package dev.slipway.app.drop;

import dev.slipway.Failure;
import dev.slipway.app.ExitCode;
import dev.slipway.app.Interrupt;
import dev.slipway.app.ThisProcess;
import dev.slipway.app.Verifiers;
import dev.slipway.app.Wiring;
import dev.slipway.app.console.ByteSize;
import dev.slipway.app.console.Console;
import dev.slipway.app.console.JsonEvents;
import dev.slipway.app.place.LedgerOptions;
import dev.slipway.app.place.Ledgers;
import dev.slipway.app.place.Place;
import dev.slipway.app.place.S3Options;
import dev.slipway.app.place.Stores;
import dev.slipway.duckdb.DuckDb;
import dev.slipway.job.Cancel;
import dev.slipway.ledger.Claimant;
import dev.slipway.ledger.Ledger;
import dev.slipway.mapping.MappingFile;
import dev.slipway.mapping.Mappings;
import dev.slipway.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway drop}: removes a table from its database on the evidence that its archive is whole. */
@Command(
        name = "drop",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Drops a table or partition whose archive was found to hold all of it: the files are read back, and"
                        + " compared with the table's rows once more while nobody can write to it. Never in cascade.",
        footer = {
            "",
            "Examples:",
            "  slipway drop public.events_2024_01 --archive ./lake --dry-run \\",
            "      --url postgresql://me@host/db",
            "  slipway drop public.events_2024_01 --archive ./lake --detach-only",
            "",
            "Readers of the table wait only while it is removed, and for half a second at",
            "a time at most while a lock is not to be had; writers wait from its last",
            "reading on. What was dropped, and on which evidence, is recorded in the",
            "archive's ledger and in the table slipway.dropped of the database.",
            "",
            "Exit status: 0 dropped, or nothing stands in its way; 1 the evidence does not",
            "hold, or a lock was not to be had; 2 asked for wrongly, or refused; 4 a run",
            "works on the archive of the table; 130 interrupted."
        })
public final class DropCommand implements Callable<Integer> {
    @Parameters(paramLabel = "TABLE", description = "The table, as SQL names it: public.events_2024_01.")
    private String table = "";

    @Option(
            names = "--archive",
            required = true,
            paramLabel = "PLACE",
            description = "The folder, or s3://bucket/prefix, that it was exported to.")
    private String archive = "";

    @Mixin
    private final S3Options s3 = new S3Options();

    @Mixin
    private final LedgerOptions ledger = new LedgerOptions();

    @Option(
            names = "--cache-bytes",
            paramLabel = "SIZE",
            defaultValue = "8GB",
            description = "Local copies, at a time, of files that are read back from S3 (default: ${DEFAULT-VALUE}).")
    private ByteSize cacheBytes = new ByteSize(Verifiers.COPY_BYTES);

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "",
            description = "The database; what it leaves open comes from PGHOST, PGUSER and the like.")
    private String url = "";

    @Option(names = "--dry-run", description = "Say whether it would be done, and how; lock and change nothing.")
    private boolean dryRun;

    @Option(names = "--detach-only", description = "Only detach the partition from its parent; it stays as a table.")
    private boolean detachOnly;

    @Option(names = "--analyze", description = "Have the server analyze the parent afterwards.")
    private boolean analyze;

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            description = "The mapping that the table was exported with; may be given more than once.")
    private List<Path> mappings = List.of();

    @Option(
            names = "--accept-lossy",
            paramLabel = "COLUMN",
            split = ",",
            hideParamSyntax = true,
            description =
                    "A column of which the archive lost something, which may be lost; may be given more than once.")
    private Set<String> lossy = Set.of();

    @Option(
            names = "--accept-publications",
            description = "Drop it though it is a member of publications: subscribers keep what they have.")
    private boolean publications;

    @Option(
            names = "--unwitnessed",
            description =
                    "Do without a witness outside of the archive (see --witness of an export); the record says so.")
    private boolean unwitnessed;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "2",
            description = "How many connections read the table at once (default: ${DEFAULT-VALUE}).")
    private int connections = 2;

    @Option(names = "--json", description = "Write one JSON object to standard output.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Console console = Console.ofProcess(
                spec.commandLine().getOut(), spec.commandLine().getErr());
        Cancel cancel = new Cancel();
        try (Interrupt interrupt = Interrupt.install(cancel)) {
            return drop(new DropReport(console, json), cancel);
        } catch (Failure e) {
            if (json) {
                new JsonEvents(console.out()).writeEnd(e);
            }
            throw e;
        }
    }

    private int drop(DropReport report, Cancel cancel) {
        DropJob job = job();
        Store store = Stores.withRecords(Place.of(archive, s3.access()), cancel);
        try (Ledger recorded = Ledgers.open(store, ledger.access(), Wiring.run());
                DuckDb engine = Verifiers.engine(1, cancel)) {
            Drop drop = new Drop(new Drop.Parts(
                    job,
                    store,
                    recorded,
                    Wiring.clock(),
                    DropCommand::claimant,
                    engine,
                    Verifiers.copies(cacheBytes.bytes()),
                    cancel,
                    report));
            report.end(dryRun ? drop.check() : drop.run(), job);
            return ExitCode.DONE;
        }
    }

    private DropJob job() {
        if (connections < 1 || connections > 64) {
            throw new Failure(Failure.Kind.CONFIG, "--connections is 1 to 64, not " + connections);
        }
        return new DropJob(
                table,
                url,
                System.getenv(),
                detachOnly,
                analyze,
                connections,
                new Mappings(mappings.stream().map(MappingFile::read).toList()),
                new DropJob.Accepted(lossy, publications, unwitnessed),
                Duration.ofMillis(100));
    }

    private static Claimant claimant(String job) {
        return ThisProcess.claimant(Wiring.run(), job);
    }
}
