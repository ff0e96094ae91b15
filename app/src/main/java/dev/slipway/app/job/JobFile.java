package dev.slipway.app.job;

import dev.slipway.Failure;
import dev.slipway.app.export.Conduct;
import dev.slipway.app.export.ExportJob;
import dev.slipway.app.export.Spelled;
import dev.slipway.app.place.LedgerAccess;
import dev.slipway.app.place.Place;
import dev.slipway.app.place.S3Access;
import dev.slipway.config.YamlFile;
import dev.slipway.config.YamlMap;
import dev.slipway.config.YamlNode;
import dev.slipway.job.RunSettings;
import dev.slipway.mapping.MappingFile;
import dev.slipway.mapping.Mappings;
import dev.slipway.postgres.PostgresOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a job file says, complete with all that it leaves to the defaults, and without secrets.
 *
 * @param file where it was read
 * @param url where to connect
 * @param s3 how to speak with S3, whether or not the target is there
 * @param ledger where the ledger is
 * @param job everything else; it does not know yet where to connect
 * @param timing when it runs, and how long it may take
 */
public record JobFile(Path file, Url url, S3Access s3, LedgerSection ledger, ExportJob job, ScheduleSection timing) {
    /**
     * Reads a job file. Neither the source nor the target is looked at, and no reference to a secret is followed.
     *
     * @throws Failure CONFIG for all that is wrong with it, with line and column
     */
    public static JobFile read(Path file) {
        return read(file, YamlFile.read(file));
    }

    /** Reads what stands in a job file. */
    static JobFile read(Path file, YamlMap map) {
        String name = name(map.required("job"));
        YamlMap source = map.map("source");
        YamlMap postgres = source.map("postgres");
        source.end();
        Url url = postgres.optional("url").map(Url::read).orElse(new Url.Written(""));
        PostgresOptions options = PostgresSection.read(postgres);
        Conduct conduct = conduct(map);
        LayoutSection layout = LayoutSection.read(map.optionalMap("layout"), options.connections(), conduct.parallel());
        S3Access s3 = S3Section.read(map.optionalMap("s3"));
        LedgerSection ledger = LedgerSection.read(map.optionalMap("ledger"));
        ExportJob whole = new ExportJob(
                name,
                options.withValueBytesMax(layout.parquet().valueBytesMax()),
                mappings(map),
                place(map.required("targets"), s3),
                LedgerAccess.BESIDE,
                layout.settings(),
                layout.parquet(),
                conduct,
                Optional.empty());
        ExportJob job = IncrementalSection.read(map, whole);
        ScheduleSection timing = ScheduleSection.read(map, name);
        map.end();
        return new JobFile(file, url, s3, ledger, job, timing);
    }

    /**
     * The job with all that it needs to connect.
     *
     * @throws Failure CONFIG when a reference leads nowhere
     */
    public ExportJob ready(Map<String, String> environment) {
        return job.withSource(job.from().withConnection(url.reveal(environment), environment))
                .withLedger(ledger.reveal(environment));
    }

    private static String name(YamlNode node) {
        String name = node.asText();
        if (!Spelled.JOB.matcher(name).matches()) {
            throw node.unexpected("1 to 64 letters, digits, _, . or -");
        }
        return name;
    }

    private static Mappings mappings(YamlMap map) {
        return new Mappings(map.optional("mapping").map(YamlNode::asOneOrMore).orElse(List.of()).stream()
                .map(node -> {
                    Path path = node.asPath();
                    if (!Files.isRegularFile(path)) {
                        throw node.unexpected("a mapping file; there is none at " + path);
                    }
                    return MappingFile.read(path);
                })
                .toList());
    }

    private static Place place(YamlNode targets, S3Access s3) {
        List<YamlNode> all = targets.asOneOrMore();
        if (all.size() > 1) {
            throw all.get(1).refused("is a second target; a job has one target for now");
        }
        YamlMap target = all.getFirst().asMap();
        YamlNode folder = target.required("folder");
        Place place =
                Place.inS3(folder.asText()) ? new Place.Bucket(folder.asText(), s3) : new Place.Folder(folder.asPath());
        Optional<YamlNode> spool = target.optional("spool");
        if (spool.isPresent()) {
            if (place instanceof Place.Folder) {
                throw spool.get()
                        .refused("is for what goes to s3://, and the target is a folder, where files are written at"
                                + " once: leave it away");
            }
            place = place.through(spool.map(YamlNode::asPath));
        }
        if (!target.truth("required", true)) {
            throw target.required("required").refused("is false, but at least one target of a job must be required");
        }
        target.end();
        return place;
    }

    private static Conduct conduct(YamlMap map) {
        RunSettings base = RunSettings.DEFAULT;
        return new Conduct(
                map.choice("verify", Conduct.DEFAULT.verify()),
                new RunSettings(
                        map.choice("mode", base.mode()),
                        map.choice("publish", base.publish()),
                        (int) map.whole("retries", 1, 100, base.attempts()),
                        Measures.duration(map, "retry-backoff").orElse(base.backoff()),
                        map.truth("stop-on-error", base.stopOnError())),
                Measures.duration(map, "lease", Conduct.LEASE_MIN, Conduct.LEASE_MAX)
                        .orElse(Conduct.DEFAULT.lease()),
                Measures.bytes(map, "cache-bytes", Long.MAX_VALUE, Conduct.DEFAULT.cacheBytes()),
                map.truth("witness", Conduct.DEFAULT.witness()),
                map.choice("snapshot", Conduct.DEFAULT.snapshot()),
                (int) map.whole("parallel", 1, Conduct.PARALLEL_MAX, Conduct.DEFAULT.parallel()));
    }
}
