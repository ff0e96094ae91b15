package dev.slipway.app.adopt;

import dev.slipway.Failure;
import dev.slipway.app.Interrupt;
import dev.slipway.app.ThisProcess;
import dev.slipway.app.Verifiers;
import dev.slipway.app.Wiring;
import dev.slipway.app.console.ByteSize;
import dev.slipway.app.console.Console;
import dev.slipway.app.console.JsonEvents;
import dev.slipway.app.export.ExportJob;
import dev.slipway.app.export.Spelled;
import dev.slipway.app.place.LedgerOptions;
import dev.slipway.app.place.Ledgers;
import dev.slipway.app.place.Place;
import dev.slipway.app.place.S3Options;
import dev.slipway.app.place.Stores;
import dev.slipway.app.verify.Subjects;
import dev.slipway.duckdb.DuckDb;
import dev.slipway.job.Cancel;
import dev.slipway.ledger.Ledger;
import dev.slipway.mapping.MappingFile;
import dev.slipway.mapping.Mappings;
import dev.slipway.store.Blob;
import dev.slipway.store.Store;
import java.nio.file.Path;
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

/** {@code slipway adopt}: takes over what other scripts exported, so that exports go on after it. */
@Command(
        name = "adopt",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Takes Parquet files that something else exported into the records, after all of each was read: against"
                        + " its name, its pages, the other files and, with --url, the rows of the source. The files stay"
                        + " as they are and where they are, and are never removed by Slipway.",
        footer = {
            "",
            "Examples:",
            "  slipway adopt s3://bucket/etl/perm_items --table 'public.items_*' \\",
            "      --url postgresql://me@host/db --mapping items.yaml --dry-run",
            "  slipway adopt ./archive --table public.events_2019 --key at,id",
            "",
            "Names follow …_SCHEMA.TABLE_FIRST-LAST_rows-N.parquet. Afterwards,",
            "'slipway export postgres … --incremental KEY,ID' goes on after the last row.",
            "",
            "Exit status: 0 taken over, now or before; 1 files are damaged, overlap or do",
            "not hold the rows of the source; 2 asked for wrongly, or no file is there; 3",
            "some tables failed; 4 a run works on the table; 130 interrupted."
        })
public final class AdoptCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PLACE", description = "The folder, or s3://bucket/prefix, that the files stand below.")
    private String place = "";

    @Option(
            names = "--table",
            required = true,
            paramLabel = "TABLE",
            description =
                    "A table whose files to take over, as for an export; with --url, patterns and partitioned tables,"
                            + " too. Repeatable.")
    private List<String> tables = List.of();

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "The source, to compare the files with; what it leaves open comes from PGHOST, PGUSER and the like."
                            + " Without it, nobody knows which rows are missing, and exports cannot go on.")
    private @Nullable String url;

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            description = "The mapping by which an export would make the same columns; may be given more than once.")
    private List<Path> mappings = List.of();

    @Option(
            names = "--key",
            paramLabel = "TIME,ID",
            split = ",",
            hideParamSyntax = true,
            description = "The columns that file names are about (default: from the primary key; without --url,"
                    + " uploaded_date,data_item_id).")
    private List<String> key = List.of();

    @Option(
            names = "--job",
            paramLabel = "NAME",
            defaultValue = ExportJob.UNNAMED,
            description = "The job that will own the tables (default: ${DEFAULT-VALUE}).")
    private String job = ExportJob.UNNAMED;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "2",
            description = "How many connections read the source at once (default: ${DEFAULT-VALUE}).")
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

    @Option(names = "--dry-run", description = "Read and compare everything; record nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Write one JSON object a line to standard output.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Console console = Console.ofProcess(
                spec.commandLine().getOut(), spec.commandLine().getErr());
        Cancel cancel = new Cancel();
        try (Interrupt interrupt = Interrupt.install(cancel)) {
            return adopt(new AdoptReport(console, json, dryRun), cancel);
        } catch (Failure e) {
            if (json) {
                new JsonEvents(console.out()).writeEnd(e);
            }
            throw e;
        }
    }

    private int adopt(AdoptReport report, Cancel cancel) {
        AdoptJob asked = asked();
        requireOwnPlace(cancel);
        Place at = Place.of(place, s3.access());
        TableFiles files = TableFiles.of(Stores.open(at, cancel));
        Store store = dryRun ? Stores.open(at, cancel) : Stores.openToWrite(at, cancel);
        String run = Wiring.run();
        try (DuckDb engine = Verifiers.engine(1, cancel)) {
            int found = 0;
            for (Shape shape : SourceTables.of(asked, cancel)) {
                List<Blob> own = files.of(shape.table());
                if (!own.isEmpty()) {
                    found++;
                    try (Ledger open = ledger(store, run)) {
                        adopt(parts(asked, store, open, run, engine, report, cancel), shape, own, report);
                    }
                }
            }
            if (found == 0) {
                throw new Failure(
                        Failure.Kind.CONFIG,
                        "nothing to adopt: none of the " + files.left().size() + " files below " + place
                                + " has a name that tells of " + String.join(", ", tables) + ", such as "
                                + files.left().getFirst());
            }
            return report.end(files.left());
        }
    }

    private static void adopt(Adopt.Parts parts, Shape shape, List<Blob> files, AdoptReport report) {
        try {
            report.add(new Adopt(parts).run(shape, files));
        } catch (Failure e) {
            parts.cancel().check();
            report.failed(shape.table().qualifiedName(), e);
        }
    }

    private Ledger ledger(Store store, String run) {
        return dryRun
                ? Ledgers.openToLook(store, ledger.access(), run)
                : Ledgers.openToWrite(store, ledger.access(), run);
    }

    private Adopt.Parts parts(
            AdoptJob asked, Store store, Ledger open, String run, DuckDb engine, AdoptReport report, Cancel cancel) {
        return new Adopt.Parts(
                asked,
                store,
                open,
                ThisProcess.claimant(run, job),
                Wiring.clock(),
                engine,
                Verifiers.copies(cacheBytes.bytes()),
                cancel,
                dryRun,
                report,
                report::note);
    }

    private AdoptJob asked() {
        if (connections < 1 || connections > 64) {
            throw new Failure(Failure.Kind.CONFIG, "--connections is 1 to 64, not " + connections);
        }
        if (key.size() > 2) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "--key names a timestamp column and an id column, not " + key.size() + " columns");
        }
        if (!Spelled.JOB.matcher(job).matches()) {
            throw new Failure(
                    Failure.Kind.CONFIG, "--job is 1 to 64 letters, digits, '_', '.' or '-', not '" + job + "'");
        }
        return new AdoptJob(
                tables,
                Optional.ofNullable(url),
                System.getenv(),
                new Mappings(mappings.stream().map(MappingFile::read).toList()),
                key.isEmpty() ? Optional.empty() : Optional.of(Spelled.key(key)),
                connections);
    }

    /** Records go where the place begins: within another lake, exports to that lake would not find them. */
    private void requireOwnPlace(Cancel cancel) {
        Optional<String> lake = new Subjects(s3.access(), ledger.access(), cancel).lakeOf(place);
        String own = Place.inS3(place)
                ? place.replaceAll("/+$", "")
                : Path.of(place).toAbsolutePath().normalize().toString();
        lake.filter(at -> !at.equals(own)).ifPresent(at -> {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    place + " is a part of " + at + ", which has records of its own: adopt there, by the table's name");
        });
    }
}
