package dev.slipway.app.show;

import dev.slipway.Failure;
import dev.slipway.app.ExitCode;
import dev.slipway.app.console.JsonEvents;
import dev.slipway.parquet.ParquetFile;
import dev.slipway.store.Blob;
import dev.slipway.store.LocalStore;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Parquet files.")
    private List<Path> files = List.of();

    @Option(names = "--pages", paramLabel = "COLUMN", description = "Also show this column's pages, from its indexes.")
    private @Nullable String pages;

    @Option(names = "--json", description = "Write one JSON object for each file.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        for (Path path : files) {
            ParquetFile file = open(path);
            if (json) {
                new JsonEvents(out).write(ShowJson.of(path.toString(), file));
            } else {
                new ShowText(out, file).print(path.toString());
            }
            if (pages != null) {
                new ShowPages(out, file, json).print(pages);
            }
        }
        out.flush();
        return ExitCode.DONE;
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
