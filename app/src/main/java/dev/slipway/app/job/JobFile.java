package dev.slipway.app.job;

import dev.slipway.Failure;
import dev.slipway.app.export.Conduct;
import dev.slipway.app.export.ExportJob;
import dev.slipway.app.export.FileJob;
import dev.slipway.app.export.Spelled;
import dev.slipway.app.export.Work;
import dev.slipway.app.place.LedgerAccess;
import dev.slipway.app.place.Place;
import dev.slipway.app.place.S3Access;
import dev.slipway.config.YamlFile;
import dev.slipway.config.YamlMap;
import dev.slipway.config.YamlNode;
import dev.slipway.job.Key;
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
 * @param name of the job
 * @param to where the files go
 * @param s3 how to speak with S3, whether or not the target is there
 * @param ledger where the ledger is
 * @param layout how files are cut, named and encoded
 * @param conduct how the run goes about it
 * @param timing when it runs, and how long it may take
 * @param watch what is looked at and told when a run is over
 */
public record JobFile(
        Path file,
        String name,
        JobSource source,
        Place to,
        S3Access s3,
        LedgerSection ledger,
        LayoutSection layout,
        Conduct conduct,
        ScheduleSection timing,
        WatchSection watch) {
    /** Keys that say something of rows of a database. */
    private static final List<String> OF_DATABASES =
            List.of("mapping", "incremental", "reconcile", "witness", "snapshot", "parallel", "mode", "publish");

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
        boolean files = source.optional("files").isPresent();
        Optional<PostgresPart> postgres =
                files ? Optional.empty() : Optional.of(PostgresPart.read(source.map("postgres")));
        if (files) {
            refuseOfDatabases(map);
        }
        Conduct conduct = conduct(map);
        LayoutSection layout = LayoutSection.read(
                map.optionalMap("layout"),
                postgres.map(part -> part.options().connections()).orElse(FileJob.READERS_MAX),
                conduct.parallel());
        S3Access s3 = S3Section.read(map.optionalMap("s3"));
        LedgerSection ledger = LedgerSection.read(map.optionalMap("ledger"));
        Place to = place(map.required("targets"), s3);
        JobSource from = postgres.isPresent()
                ? postgres(map, name, postgres.get(), to, layout, conduct)
                : FilesSection.read(source.map("files"), layout.names());
        source.end();
        ScheduleSection timing = ScheduleSection.read(map, name);
        WatchSection watch = WatchSection.read(map);
        map.end();
        return new JobFile(file, name, from, to, s3, ledger, layout, conduct, timing, watch);
    }

    private record PostgresPart(Url url, PostgresOptions options) {
        static PostgresPart read(YamlMap map) {
            Url url = map.optional("url").map(Url::read).orElse(new Url.Written(""));
            return new PostgresPart(url, PostgresSection.read(map));
        }
    }

    private static JobSource postgres(
            YamlMap map, String name, PostgresPart part, Place to, LayoutSection layout, Conduct conduct) {
        if (layout.names().isPresent()) {
            throw map.map("layout")
                    .required("names")
                    .refused("names files by what they are made of, which is for a source of files");
        }
        ExportJob whole = new ExportJob(
                name,
                part.options().withValueBytesMax(layout.parquet().valueBytesMax()),
                mappings(map),
                to,
                LedgerAccess.BESIDE,
                layout.settings(),
                layout.parquet(),
                conduct,
                Optional.empty());
        return new JobSource.Postgres(part.url(), IncrementalSection.read(map, whole));
    }

    private static void refuseOfDatabases(YamlMap map) {
        for (String key : OF_DATABASES) {
            map.optional(key).ifPresent(node -> {
                throw node.refused("is for rows of a database, and this job reads files");
            });
        }
    }

    /**
     * What is to be done, with all that it needs to connect.
     *
     * @param choice which of its files, if it reads files
     * @throws Failure CONFIG when a reference leads nowhere
     */
    Work ready(Map<String, String> environment, InputChoice choice) {
        return switch (source) {
            case JobSource.Postgres postgres -> Work.of(export(postgres, environment));
            case JobSource.Files files -> Work.of(files(files, environment, choice));
        };
    }

    /** Files of SQL that makes views and macros over the tables of the job. */
    public List<Path> views() {
        return watch.views();
    }

    /** The export of a database, if it is one, with all that it needs to connect. */
    public Optional<ExportJob> export(Map<String, String> environment) {
        return source instanceof JobSource.Postgres postgres
                ? Optional.of(export(postgres, environment))
                : Optional.empty();
    }

    private ExportJob export(JobSource.Postgres postgres, Map<String, String> environment) {
        return postgres.job()
                .withSource(postgres.job().from().withConnection(postgres.url().reveal(environment), environment))
                .withLedger(ledger.reveal(environment));
    }

    private FileJob files(JobSource.Files files, Map<String, String> environment, InputChoice choice) {
        return new FileJob(
                name,
                new InputSearch(name, files.inputs(), s3, timing.zone(), choice),
                files.rejects(),
                Key.NONE,
                to,
                ledger.reveal(environment),
                layout.settings(),
                layout.parquet(),
                conduct,
                FileJob.Telling.FILES);
    }

    /** Where its ledger is. */
    public LedgerAccess ledgerAccess(Map<String, String> environment) {
        return ledger.reveal(environment);
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
