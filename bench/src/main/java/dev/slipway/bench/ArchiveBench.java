package dev.slipway.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What it costs to export to S3 instead of a folder, and how long a drop keeps writers away. */
final class ArchiveBench {
    private static final String DROPPED = "bench.dropped";

    private final Server server;
    private final Statement statement;
    private final Dataset dataset;
    private final Path folder;
    private final PrintStream progress;
    private final Grid grid = new Grid("what", "median", "bar");

    private ArchiveBench(Server server, Statement statement, Dataset dataset, Path folder, PrintStream progress) {
        this.server = server;
        this.statement = statement;
        this.dataset = dataset;
        this.folder = folder;
        this.progress = progress;
    }

    /** Measures both, as often as {@code runs} says; gives back a page. */
    static String run(Path data, long rows, int runs, PrintStream progress)
            throws IOException, InterruptedException, SQLException, Child.Failed {
        Files.createDirectories(data);
        try (Server server = Server.start(data);
                Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            Dataset dataset = Dataset.prepare(connection, Shape.SEED, rows);
            Path folder = Files.createDirectories(data.resolve("archive"));
            ArchiveBench bench = new ArchiveBench(server, statement, dataset, folder, progress);
            bench.store(runs);
            bench.drop(runs);
            return "Archives, " + Machine.description(connection) + "\n`bench/run archive --rows " + rows + " --runs "
                    + runs + "`\n\n" + bench.grid;
        }
    }

    private void store(int runs) throws IOException, InterruptedException, Child.Failed {
        Path objects = folder.resolve("objects");
        Folder.empty(objects);
        Jvm jvm = new Jvm(folder.resolve("caches"));
        Process process = ObjectServer.start(jvm, objects, folder.resolve("port"));
        try {
            String endpoint = "http://127.0.0.1:" + Files.readString(folder.resolve("port"));
            List<Double> uploads = new ArrayList<>();
            for (List<String> how : List.of(List.<String>of(), List.of("--verify", "later"))) {
                List<Double> disk = new ArrayList<>();
                List<Double> s3 = new ArrayList<>();
                for (int i = 0; i < runs; i++) {
                    disk.add(export(folder("lake"), List.of(), how));
                    uploads.add(upload(jvm, endpoint, "upload-" + how.size() + '-' + i));
                    s3.add(export(
                            "s3://" + ObjectServer.BUCKET + "/lake-" + how.size() + '-' + i,
                            List.of("--s3-endpoint", endpoint, "--s3-region", "us-east-1", "--s3-path-style"),
                            how));
                }
                String later = how.isEmpty() ? "" : ", not read back";
                grid.row("export of " + dataset.rows() + " rows to a folder" + later, RunsBench.seconds(disk), "");
                grid.row("to S3 on the same machine" + later, RunsBench.seconds(s3), "");
                grid.row("S3 ÷ folder" + later, ratio(s3, disk), "≤ 1.25");
            }
            grid.row("upload of the same files by the SDK alone", RunsBench.seconds(uploads), "");
        } finally {
            process.getOutputStream().close();
            process.waitFor();
            Folder.empty(objects);
        }
    }

    private String folder(String name) throws IOException {
        Path lake = folder.resolve(name);
        Folder.empty(lake);
        return lake.toString();
    }

    private double export(String to, List<String> store, List<String> how)
            throws IOException, InterruptedException, Child.Failed {
        Child.flushDisk();
        List<String> command = Command.of(
                slipway("export", "postgres", dataset.qualifiedName(), "--to", to), List.of("--json"), store, how);
        Child.Usage usage = Child.run(
                command,
                Map.of("AWS_ACCESS_KEY_ID", ObjectServer.KEY, "AWS_SECRET_ACCESS_KEY", ObjectServer.SECRET),
                folder);
        progress.printf(Locale.ROOT, "to %s: %.2f s, %.2f s of CPU%n", to, usage.wallSeconds(), usage.cpuSeconds());
        return usage.wallSeconds();
    }

    /** What the last export to a folder left there. */
    private double upload(Jvm jvm, String endpoint, String to) throws IOException, InterruptedException, Child.Failed {
        Child.flushDisk();
        List<String> arguments = List.of(folder.resolve("lake").toString(), endpoint, to);
        Child.Usage usage = Child.run(jvm.command(UploadPeer.class, arguments), Map.of(), folder);
        progress.printf(Locale.ROOT, "upload alone: %.2f s, %.2f s of CPU%n", usage.wallSeconds(), usage.cpuSeconds());
        return usage.wallSeconds();
    }

    private List<String> slipway(String... words) {
        return Command.of(
                List.of(System.getProperty("slipway.launcher")),
                List.of(words),
                List.of("--url", server.url(Transport.TCP)));
    }

    private void drop(int runs) throws IOException, InterruptedException, SQLException, Child.Failed {
        List<Double> exports = new ArrayList<>();
        List<Double> locked = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            statement.execute("DROP TABLE IF EXISTS " + DROPPED);
            statement.execute("CREATE TABLE " + DROPPED + " AS SELECT * FROM " + dataset.qualifiedName());
            statement.execute("VACUUM (FREEZE, ANALYZE) " + DROPPED);
            statement.execute("CHECKPOINT");
            Child.flushDisk();
            String lake = folder("dropped");
            Child.Usage usage =
                    Child.run(slipway("export", "postgres", DROPPED, "--to", lake, "--json"), Map.of(), folder);
            exports.add(usage.wallSeconds());
            locked.add(underLock(slipway("drop", DROPPED, "--archive", lake, "--unwitnessed")));
            progress.printf(
                    Locale.ROOT, "export %.2f s, drop under lock %.2f s%n", exports.getLast(), locked.getLast());
        }
        grid.row("drop of " + dataset.rows() + " rows, the part under lock", RunsBench.seconds(locked), "");
        grid.row("that ÷ their export", ratio(locked, exports), "≤ 1.2");
    }

    /** Seconds from the line that says that writers are kept away to the end of the process. */
    private double underLock(List<String> command) throws IOException, InterruptedException, Child.Failed {
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        long since = 0;
        StringBuilder said = new StringBuilder();
        try (BufferedReader lines = process.errorReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.append(line).append('\n');
                if (line.contains("keeping others from writing")) {
                    since = System.nanoTime();
                }
            }
        }
        if (process.waitFor() != 0 || since == 0) {
            throw new Child.Failed("the drop ended with exit code " + process.exitValue() + ":\n" + said);
        }
        return (System.nanoTime() - since) / 1e9;
    }

    private static String ratio(List<Double> these, List<Double> those) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < these.size(); i++) {
            ratios.add(these.get(i) / those.get(i));
        }
        return String.format(Locale.ROOT, "%.2f", RunsBench.median(ratios));
    }
}
