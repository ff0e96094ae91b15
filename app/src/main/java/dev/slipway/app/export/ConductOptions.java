package dev.slipway.app.export;

import dev.slipway.Failure;
import dev.slipway.app.Verifiers;
import dev.slipway.app.console.ByteSize;
import dev.slipway.app.console.TimeSpan;
import dev.slipway.job.RunSettings;
import dev.slipway.ledger.Planned;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a run goes about it, whatever it exports. */
final class ConductOptions {
    @Option(
            names = "--job",
            paramLabel = "NAME",
            description =
                    "The job that owns the tables written here; other jobs leave them alone (default: ${DEFAULT-VALUE}).",
            defaultValue = ExportJob.UNNAMED)
    private String job = ExportJob.UNNAMED;

    @Option(
            names = "--append",
            description =
                    "Keep what the folder holds of the table. The same selection again replaces its own rows only.")
    private boolean append;

    @Option(
            names = "--verify",
            paramLabel = "now|later",
            defaultValue = "now",
            description = "now: read every file back before it becomes visible. later: leave it to 'slipway verify'"
                    + " (default: ${DEFAULT-VALUE}).")
    private Conduct.Verify verify = Conduct.Verify.NOW;

    @Option(
            names = "--publish",
            paramLabel = "table|plan",
            defaultValue = "table",
            description = "table: each table is visible as soon as it is whole. plan: all together, or none"
                    + " (default: ${DEFAULT-VALUE}).")
    private RunSettings.Publish publish = RunSettings.Publish.TABLE;

    @Option(
            names = "--retries",
            paramLabel = "COUNT",
            description = "How often a piece of a table, or a table with a snapshot of its own, is tried in all, when a"
                    + " server or disk does not answer"
                    + " (default: 2).")
    private int retries = RunSettings.DEFAULT.attempts();

    @Option(
            names = "--retry-backoff",
            paramLabel = "TIME",
            description = "The pause before it is tried again; each later one is twice as long (default: 5s).")
    private @Nullable String backoff;

    @Option(
            names = "--lease",
            paramLabel = "TIME",
            description = "How long others wait for a run that gives no sign of life before they take its tables over:"
                    + " 1s to 24h (default: 60s).")
    private @Nullable String lease;

    @Option(
            names = "--cache-bytes",
            paramLabel = "SIZE",
            defaultValue = "8GB",
            description = "Local copies, at a time, of files that are read back from S3 (default: ${DEFAULT-VALUE}).")
    private ByteSize cacheBytes = new ByteSize(Verifiers.COPY_BYTES);

    @Option(
            names = "--witness",
            description =
                    "Keep the hash of each manifest and of the ledger in the source's table slipway.archive_heads,"
                            + " so that slipway drop notices an archive that was rewritten.")
    private boolean witness;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many tables are exported at once, if each has a snapshot of its own (default:"
                    + " ${DEFAULT-VALUE}).")
    private int parallel = 1;

    @Option(names = "--stop-on-error", description = "Begin nothing more when a piece of a table has failed.")
    private boolean stopOnError;

    String job() {
        if (!Spelled.JOB.matcher(job).matches()) {
            throw refused("--job is 1 to 64 letters, digits, '_', '.' or '-', not '" + job + "'");
        }
        return job;
    }

    Conduct conduct(Conduct.Snapshot snapshot) {
        if (parallel < 1 || parallel > Conduct.PARALLEL_MAX) {
            throw refused("--parallel is 1 to " + Conduct.PARALLEL_MAX + ", not " + parallel);
        }
        if (retries < 1 || retries > 100) {
            throw refused("--retries is 1 to 100, not " + retries);
        }
        return new Conduct(
                verify,
                new RunSettings(
                        append ? Planned.Mode.APPEND : Planned.Mode.REPLACE,
                        publish,
                        retries,
                        time("--retry-backoff", backoff, RunSettings.DEFAULT.backoff()),
                        stopOnError),
                lease(),
                cacheBytes.bytes(),
                witness,
                snapshot,
                parallel);
    }

    private Duration lease() {
        Duration time = time("--lease", lease, Conduct.DEFAULT.lease());
        if (time.compareTo(Conduct.LEASE_MIN) < 0 || time.compareTo(Conduct.LEASE_MAX) > 0) {
            throw refused("--lease is 1s to 24h, not " + lease);
        }
        return time;
    }

    private static Duration time(String option, @Nullable String text, Duration otherwise) {
        try {
            return text == null ? otherwise : TimeSpan.parse(text);
        } catch (IllegalArgumentException e) {
            throw refused(option + ": " + e.getMessage());
        }
    }

    private static Failure refused(String what) {
        return new Failure(Failure.Kind.CONFIG, what);
    }
}
