package dev.slipway.app.show;

import dev.slipway.Failure;
import dev.slipway.app.ExitCode;
import dev.slipway.app.console.JsonEvents;
import dev.slipway.app.place.Place;
import dev.slipway.app.place.S3Options;
import dev.slipway.app.place.Stores;
import dev.slipway.job.Cancel;
import dev.slipway.parquet.ParquetFile;
import dev.slipway.store.Blob;
import dev.slipway.store.LocalStore;
import dev.slipway.store.Store;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway show}: schema, row groups, encodings, sizes and statistics of a Parquet file, from its footer alone. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Shows a Parquet file's schema with its Postgres origins, its row groups, and each column's encodings,"
                        + " sizes and statistics. Reads the footer only; any Parquet file will do.",
        footer = {
            "",
            "Examples:",
            "  slipway show ./lake/public.events/slipway-0-….parquet",
            "  slipway show file.parquet --pages amount",
            "  slipway show file.parquet --json | jq .columns"
        })
public final class ShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Parquet files, here or at s3://bucket/….")
    private List<String> files = List.of();

    @Mixin
    private final S3Options s3 = new S3Options();

    @Option(names = "--pages", paramLabel = "COLUMN", description = "Also show this column's pages, from its indexes.")
    private @Nullable String pages;

    @Option(names = "--json", description = "Write one JSON object for each file.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        for (String path : files) {
            ParquetFile file = open(path);
            if (json) {
                new JsonEvents(out).write(ShowJson.of(path, file));
            } else {
                new ShowText(out, file).print(path);
            }
            if (pages != null) {
                new ShowPages(out, file, json).print(pages);
            }
        }
        out.flush();
        return ExitCode.DONE;
    }

    private ParquetFile open(String spelled) {
        return Place.inS3(spelled) ? openUrl(spelled) : open(Path.of(spelled));
    }

    private ParquetFile openUrl(String url) {
        int slash = url.lastIndexOf('/');
        Store store = Stores.open(Place.of(url.substring(0, slash), s3.access()), new Cancel());
        Blob blob = store.find(url.substring(slash + 1))
                .orElseThrow(() -> new Failure(Failure.Kind.CONFIG, url + ": no such file"));
        return ParquetFile.open(store, blob);
    }

    private static ParquetFile open(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        if (Files.isDirectory(absolute)) {
            throw new Failure(Failure.Kind.CONFIG, path + " is a folder; name the .parquet files in it");
        }
        Path parent = absolute.getParent();
        if (parent == null || !Files.exists(absolute)) {
            throw new Failure(Failure.Kind.CONFIG, path + ": no such file");
        }
        LocalStore store = new LocalStore(parent);
        Blob blob = store.find(String.valueOf(absolute.getFileName()))
                .orElseThrow(() -> new Failure(Failure.Kind.CONFIG, path + " is not a regular file"));
        return ParquetFile.open(store, blob);
    }
}
