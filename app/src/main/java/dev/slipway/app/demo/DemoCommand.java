package dev.slipway.app.demo;

import dev.slipway.Failure;
import dev.slipway.app.ExitCode;
import dev.slipway.app.Interrupt;
import dev.slipway.app.Main;
import dev.slipway.app.console.Words;
import dev.slipway.job.Cancel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code slipway demo}: export a partitioned table, verify it, flip one bit in a copy, and see that caught. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Exports a partitioned table from a Postgres of its own, verifies it, then flips one bit in a copy and"
                        + " shows that this is caught. Needs nothing installed; takes less than a minute.",
        footer = {"", "Examples:", "  slipway demo", "  slipway demo --rows 10000 --to /tmp/slipway-demo"})
public final class DemoCommand implements Callable<Integer> {
    private static final String MARKER = ".slipway-demo";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--to",
            paramLabel = "FOLDER",
            defaultValue = "slipway-demo",
            description = "Where to leave the files (default: ./${DEFAULT-VALUE}); an earlier demo there is replaced.")
    private Path folder = Path.of("slipway-demo");

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "How many rows (default: ${DEFAULT-VALUE}).")
    private long rows = 1_000_000;

    @Override
    public Integer call() throws IOException {
        if (rows < 1_000) {
            throw new Failure(Failure.Kind.CONFIG, "--rows is at least 1000: four partitions want some");
        }
        // The server must be gone before the process is, also when a command ends early.
        Cancel cancel = new Cancel();
        try (Interrupt interrupt = Interrupt.install(cancel)) {
            return demonstrate(cancel);
        }
    }

    private int demonstrate(Cancel cancel) throws IOException {
        prepare();
        Path lake = folder.resolve("lake");
        say("1  A Postgres server starts in a temporary folder, and gets a table of " + Words.count(rows, "event")
                + " in four partitions.");
        try (DemoDatabase database = DemoDatabase.start(cancel)) {
            database.fill(rows);
            say("");
            say(
                    "2  One consistent snapshot of it becomes Parquet. Nothing is visible before it was read back and compared.");
            int exported = run("export", "postgres", "public.events", "--url", database.url(), "--to", lake.toString());
            if (exported != ExitCode.DONE) {
                return exported;
            }
        }
        say("");
        say(
                "3  The server is gone. Do the files still hold what it had? Their names, sizes, SHA-256, page checksums and");
        say("   the digest of all rows, as DuckDB reads them, will tell:");
        int verified = run("verify", lake.toString());
        if (verified != ExitCode.DONE) {
            return verified;
        }
        return tamper(lake);
    }

    /** An earlier demo's folder is ours to empty; anything else that holds something is not. */
    private void prepare() throws IOException {
        if (!Files.exists(folder.resolve(MARKER)) && !Folders.isFree(folder)) {
            throw new Failure(
                    Failure.Kind.CONFIG, folder + " exists and is not from an earlier demo; choose another with --to");
        }
        Folders.delete(folder);
        Files.createDirectories(folder);
        Files.createFile(folder.resolve(MARKER));
    }

    private int tamper(Path lake) throws IOException {
        Path victim = Folders.files(lake).getFirst();
        Path copy = folder.resolve("tampered").resolve(lake.relativize(victim));
        Files.createDirectories(copy.getParent());
        byte[] bytes = Files.readAllBytes(victim);
        int at = bytes.length / 3;
        bytes[at] ^= 1;
        Files.write(copy, bytes);
        Path manifest = Path.of("_slipway/tables", lake.relativize(victim).getName(0) + ".json");
        Folders.copy(lake.resolve(manifest), folder.resolve("tampered").resolve(manifest));
        say("");
        say("4  Now one bit of one copy is flipped: bit 0 of byte " + Words.count(at) + " of "
                + Words.count(bytes.length) + ".");
        int status = run("verify", copy.toString());
        if (status == ExitCode.INTERRUPTED) {
            return status;
        }
        if (status != ExitCode.FAILED) {
            throw new Failure(Failure.Kind.CORRUPT, "a flipped bit was not noticed: please report this");
        }
        say("");
        say("   Caught. A partition is dropped on evidence, or not at all.");
        farewell(lake, victim);
        return ExitCode.DONE;
    }

    private void farewell(Path lake, Path file) {
        say("");
        say("Look around:");
        say("  ./slipway show '" + file + "'");
        say("  duckdb -c \"SELECT kind, count(*), sum(amount) FROM '" + lake + "/*/*.parquet' GROUP BY kind\"");
        say("  less '" + lake.resolve("_slipway/tables/public.events_2026_q1.json") + "'");
        say("With a database of yours:");
        say("  ./slipway export postgres public.your_table --url postgresql://you@host/db --to ./lake");
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
    }

    /** Runs a command as the user would, echoing it. */
    private int run(String... arguments) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("   $ slipway " + String.join(" ", List.of(arguments)));
        CommandLine line = Main.commandLine();
        line.setOut(out);
        line.setErr(spec.commandLine().getErr());
        return line.execute(arguments);
    }
}
