package dev.slipway.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a place with a million objects of others costs whoever works there. */
final class ListBench {
    private static final long ROWS = 100_000;

    private ListBench() {}

    /** Measures each command once; gives back a page. */
    static String run(Path data, PrintStream progress)
            throws IOException, InterruptedException, SQLException, Child.Failed {
        Files.createDirectories(data);
        try (Server server = Server.start(data);
                Connection connection = server.connect()) {
            Dataset dataset = Dataset.prepare(connection, Shape.SEED, ROWS);
            Path folder = Files.createDirectories(data.resolve("list"));
            Path objects = folder.resolve("objects");
            Folder.empty(objects);
            Process process = ObjectServer.start(new Jvm(folder.resolve("caches")), objects, folder.resolve("port"));
            try {
                return "A place with " + ManyKeys.KEYS + " objects, " + Machine.description(connection)
                        + "\n`bench/run list`\n\n"
                        + measure(server.url(Transport.TCP), dataset.qualifiedName(), folder, progress);
            } finally {
                process.getOutputStream().close();
                process.waitFor();
                Folder.empty(objects);
            }
        }
    }

    private static Grid measure(String url, String table, Path folder, PrintStream progress)
            throws IOException, InterruptedException, Child.Failed {
        Grid grid = new Grid("command", "seconds", "CPU", "memory of the process", "heap allowed");
        String place = "s3://" + ObjectServer.BUCKET + '/' + ManyKeys.PLACE;
        List<String> store = List.of(
                "--s3-endpoint",
                "http://127.0.0.1:" + Files.readString(folder.resolve("port")),
                "--s3-region",
                "us-east-1",
                "--s3-path-style");
        for (List<String> words : List.of(
                List.of("export", "postgres", table, "--to", place, "--layout", "hive-date", "--url", url),
                List.of("clean", place, "--dry-run"),
                List.of("status", place))) {
            Child.Usage usage = Child.run(
                    Command.of(List.of(System.getProperty("slipway.launcher")), words, store),
                    Map.of("AWS_ACCESS_KEY_ID", ObjectServer.KEY, "AWS_SECRET_ACCESS_KEY", ObjectServer.SECRET),
                    folder);
            String[] cells = {
                words.getFirst(),
                String.format(Locale.ROOT, "%.1f", usage.wallSeconds()),
                String.format(Locale.ROOT, "%.1f", usage.cpuSeconds()),
                String.format(Locale.ROOT, "%.0f MB", usage.residentBytes() / 1e6),
                "256 MB"
            };
            progress.println(String.join("  ", cells));
            grid.row(cells);
        }
        return grid;
    }
}
