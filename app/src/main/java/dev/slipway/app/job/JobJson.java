package dev.slipway.app.job;

import dev.slipway.app.console.JsonEvents;
import dev.slipway.app.console.TimeSpan;
import dev.slipway.app.export.Conduct;
import dev.slipway.app.export.Spelled;
import dev.slipway.app.place.Place;
import dev.slipway.job.ExportSettings;
import dev.slipway.job.Key;
import dev.slipway.job.RunSettings;
import dev.slipway.parquet.ParquetSettings;
import dev.slipway.postgres.As;
import dev.slipway.postgres.PostgresOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a job as it is understood: the form of its file, with every default filled in and every path absolute. */
final class JobJson {
    private JobJson() {}

    /** The same job, if it were read as a job file. */
    static ObjectNode of(JobFile file) {
        ObjectNode node = JsonEvents.node();
        node.put("job", file.name());
        ObjectNode source = node.putObject("source");
        switch (file.source()) {
            case JobSource.Postgres postgres -> {
                postgres(postgres, source.putObject("postgres"));
                ArrayNode mappings = node.putArray("mapping");
                postgres.job().mappings().all().forEach(mapping -> mappings.add(absolute(Path.of(mapping.file()))));
                if (mappings.isEmpty()) {
                    node.remove("mapping");
                }
            }
            case JobSource.Files files -> FilesSection.write(files, source.putObject("files"));
        }
        target(file.to(), node.putArray("targets").addObject());
        S3Section.write(file.s3(), node.putObject("s3"));
        file.ledger().write(node.putObject("ledger").putObject("postgres"));
        layout(file.layout(), node.putObject("layout"));
        if (file.source() instanceof JobSource.Postgres postgres) {
            IncrementalSection.write(postgres.job().incremental(), node);
        }
        file.timing().write(node);
        file.watch().write(node);
        conduct(file, node);
        return node;
    }

    /** What is for rows of a database only is left out where there are none. */
    private static void conduct(JobFile file, ObjectNode node) {
        Conduct conduct = file.conduct();
        RunSettings how = conduct.how();
        node.put("verify", word(conduct.verify()))
                .put("retries", how.attempts())
                .put("retry-backoff", TimeSpan.text(how.backoff()))
                .put("stop-on-error", how.stopOnError())
                .put("lease", TimeSpan.text(conduct.lease()))
                .put("cache-bytes", conduct.cacheBytes());
        switch (file.source()) {
            case JobSource.Postgres postgres ->
                node.put("mode", word(how.mode()))
                        .put("publish", word(how.publish()))
                        .put("witness", conduct.witness())
                        .put("snapshot", word(conduct.snapshot()))
                        .put("parallel", conduct.parallel());
            case JobSource.Files files -> {}
        }
    }

    private static void postgres(JobSource.Postgres source, ObjectNode node) {
        PostgresOptions options = source.job().from();
        source.url().write(node);
        texts(node, "tables", options.tables());
        texts(node, "partitions-of", options.partitions().parents());
        options.partitions().olderThan().ifPresent(age -> node.put("older-than", TimeSpan.text(age)));
        options.query().ifPresent(sql -> node.put("query", sql).put("as-table", options.queryName()));
        options.where().ifPresent(sql -> node.put("where", sql));
        texts(node, "columns", options.columns());
        options.key().ifPresent(key -> key(key, node.putArray("key")));
        node.put("order", word(options.order()));
        ObjectNode as = node.putObject("as");
        new TreeMap<>(options.as()).forEach((column, type) -> as.put(column, text(type)));
        node.put("infinity", word(options.infinity()))
                .put("connections", options.connections())
                .put("unit-bytes", options.unitBytes());
        options.statementTimeout().ifPresent(limit -> node.put("statement-timeout", TimeSpan.text(limit)));
        node.put("lock-timeout", TimeSpan.text(options.lockTimeout())).put("transport", word(options.transport()));
        options.maxRate().ifPresent(bytes -> node.put("max-rate", bytes));
    }

    private static void layout(LayoutSection layout, ObjectNode node) {
        ExportSettings settings = layout.settings();
        ParquetSettings parquet = layout.parquet();
        layout.names().ifPresent(names -> node.put("names", names.text()));
        node.put("prefix", settings.prefix());
        if (settings.rowsPerFile() != Long.MAX_VALUE) {
            node.put("rows-per-file", settings.rowsPerFile());
        }
        node.put("folders", settings.layout().text());
        settings.layout().by().ifPresent(column -> node.put("folders-by", column));
        node.put("split", settings.layout().split())
                .put("open-files", settings.open().count())
                .put("open-bytes", settings.open().bytes());
        node.put("file-bytes", settings.fileBytes())
                .put("codec", Spelled.text(parquet.codec()))
                .put(
                        "page-version",
                        parquet.pageVersion() == LayoutSection.pageVersions().get("1") ? 1 : 2)
                .put("group-rows", parquet.groupRows())
                .put("value-bytes-max", parquet.valueBytesMax())
                .put("replace", settings.replaceSelection());
    }

    private static void key(Key key, ArrayNode node) {
        node.add(key.time().orElse(""));
        key.id().ifPresent(node::add);
    }

    private static void texts(ObjectNode node, String name, List<String> texts) {
        if (!texts.isEmpty()) {
            ArrayNode array = node.putArray(name);
            texts.forEach(array::add);
        }
    }

    private static String text(As as) {
        return switch (as) {
            case As.Text text -> "text";
            case As.Bytes bytes -> "bytes";
            case As.Decimal decimal -> "decimal(" + decimal.precision() + "," + decimal.scale() + ")";
        };
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void target(Place place, ObjectNode node) {
        switch (place) {
            case Place.Folder folder -> node.put("folder", absolute(folder.path()));
            case Place.Bucket bucket -> node.put("folder", bucket.url());
            case Place.Spooled spooled ->
                node.put("folder", spooled.bucket().url()).put("spool", absolute(spooled.folder()));
        }
        node.put("required", true);
    }

    private static String absolute(Path path) {
        return path.toAbsolutePath().toString();
    }
}
