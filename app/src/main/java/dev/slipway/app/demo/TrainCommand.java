package dev.slipway.app.demo;

import dev.slipway.app.Interrupt;
import dev.slipway.app.Main;
import dev.slipway.app.place.Stores;
import dev.slipway.job.Cancel;
import dev.slipway.store.Staged;
import dev.slipway.store.Store;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * {@code slipway train}, called by the launcher once after a build: does a little of everything, so that the JVM's
 * ahead-of-time cache holds what an export loads, links and compiles first.
 */
@Command(name = "train", hidden = true, description = "Prepares a faster start.")
public final class TrainCommand implements Callable<Integer> {
    private static final long ROWS = 400_000;

    /** More than one part. */
    private static final int UPLOADED = 20 << 20;

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory("slipway-train");
        Cancel cancel = new Cancel();
        try (Interrupt interrupt = Interrupt.install(cancel);
                DemoDatabase database = DemoDatabase.start(cancel)) {
            database.fill(ROWS);
            String lake = folder.resolve("lake").toString();
            run("export", "postgres", "public.events", "--url", database.url(), "--to", lake, "--verify", "later");
            run("export", "postgres", "public.events", "--url", database.url(), "--to", lake, "--json");
            run("run", job(folder, database.url()), "--dry-run", "--json");
            run("verify", lake, "--results", folder.resolve("results").toString());
            for (Path file : Folders.files(Path.of(lake))) {
                run("show", file.toString());
            }
            upload(cancel);
        } finally {
            Folders.delete(folder);
        }
        return 0;
    }

    /** What an export to S3 asks first, and an upload. */
    private static void upload(Cancel cancel) throws IOException {
        List<String> credentials = List.of("aws.accessKeyId", "aws.secretAccessKey");
        credentials.forEach(name -> System.setProperty(name, "training"));
        try (TrainingBucket bucket = TrainingBucket.start()) {
            Store store = Stores.openToWrite(bucket.place(), cancel);
            try (Staged staged = store.stage("train")) {
                staged.write(new byte[UPLOADED], 0, UPLOADED);
                staged.seal();
            }
            Stores.hasRecords(store);
        } finally {
            credentials.forEach(System::clearProperty);
        }
    }

    private static String job(Path folder, String url) throws IOException {
        String job = "job: export\nsource: {postgres: {url: '" + url
                + "', tables: public.events}}\ntargets: {folder: lake}\n";
        return Files.writeString(folder.resolve("job.yaml"), job).toString();
    }

    private static void run(String... arguments) {
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(Writer.nullWriter()));
        line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        int status = line.execute(arguments);
        if (status != 0) {
            throw new IllegalStateException(List.of(arguments) + " ended with " + status);
        }
    }
}
