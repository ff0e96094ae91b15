package dev.slipway.bench;

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

/** What it costs to bring a table back, beside the server's own COPY of the same rows from a binary file that it reads itself. */
final class RestoreBench {
    private static final String TARGET = "bench.restored";

    private final Server server;
    private final Statement statement;
    private final Dataset dataset;
    private final Path folder;
    private final PrintStream progress;

    private RestoreBench(Server server, Statement statement, Dataset dataset, Path folder, PrintStream progress) {
        this.server = server;
        this.statement = statement;
        this.dataset = dataset;
        this.folder = folder;
        this.progress = progress;
    }

    /** Measures both in turns, as often as {@code runs} says; gives back a page. */
    static String run(Path data, long rows, int runs, PrintStream progress)
            throws IOException, InterruptedException, SQLException, Child.Failed {
        Files.createDirectories(data);
        try (Server server = Server.start(data);
                Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            Dataset dataset = Dataset.prepare(connection, Shape.SEED, rows);
            Path folder = Files.createDirectories(data.resolve("restore"));
            RestoreBench bench = new RestoreBench(server, statement, dataset, folder, progress);
            return "Restore, " + Machine.description(connection) + "\n`bench/run restore --rows " + rows + " --runs "
                    + runs + "`\n\n" + bench.measure(runs);
        }
    }

    private String measure(int runs) throws IOException, InterruptedException, SQLException, Child.Failed {
        Path lake = folder.resolve("lake");
        Path binary = folder.resolve("rows.bin");
        Folder.empty(lake);
        slipway("export", "postgres", dataset.qualifiedName(), "--to", lake.toString(), "--verify", "later");
        statement.execute("COPY " + dataset.qualifiedName() + " TO '" + binary + "' (FORMAT binary)");
        List<Double> copies = new ArrayList<>();
        List<Double> keys = new ArrayList<>();
        List<Double> restores = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            copies.add(copy(binary));
            keys.add(copies.getLast() + key());
            statement.execute("DROP TABLE IF EXISTS " + TARGET + "; CHECKPOINT");
            Child.Usage usage = slipway("restore", lake.toString(), "--table", TARGET);
            restores.add(usage.wallSeconds());
            cpu.add(usage.cpuSeconds());
        }
        statement.execute("DROP TABLE IF EXISTS " + TARGET);
        Files.delete(binary);
        double copy = RunsBench.median(copies);
        double keyed = RunsBench.median(keys);
        double restore = RunsBench.median(restores);
        Grid grid = new Grid("what", "median", "bar");
        grid.row("COPY FROM of " + dataset.rows() + " rows", RunsBench.seconds(copies), "");
        grid.row("COPY FROM, then its primary key", RunsBench.seconds(keys), "");
        grid.row("restore, read back, two connections", RunsBench.seconds(restores), "");
        grid.row("client CPU of the restore", RunsBench.seconds(cpu), "");
        grid.row("restore ÷ COPY FROM and key", String.format(Locale.ROOT, "%.2f", restore / keyed), "≤ 1.3");
        grid.row("restore ÷ COPY FROM alone", String.format(Locale.ROOT, "%.2f", restore / copy), "");
        return grid.toString();
    }

    private Child.Usage slipway(String... words) throws IOException, InterruptedException, Child.Failed {
        List<String> command = Command.of(
                List.of(System.getProperty("slipway.launcher")),
                List.of(words),
                List.of("--url", server.url(Transport.TCP), "--json"));
        Child.Usage usage = Child.run(command, Map.of(), folder);
        progress.printf(Locale.ROOT, "%s: %.2f s, %.2f s of CPU%n", words[0], usage.wallSeconds(), usage.cpuSeconds());
        return usage;
    }

    /** Into a table that is there, as a restore's is when its rows come. */
    private double copy(Path binary) throws SQLException {
        statement.execute("DROP TABLE IF EXISTS " + TARGET);
        statement.execute(
                "CREATE TABLE " + TARGET + " (LIKE " + dataset.qualifiedName() + " INCLUDING ALL EXCLUDING INDEXES)");
        statement.execute("CHECKPOINT");
        return timed("COPY FROM", "COPY " + TARGET + " FROM '" + binary + "' (FORMAT binary)");
    }

    private double key() throws SQLException {
        return timed("its key", "ALTER TABLE " + TARGET + " ADD PRIMARY KEY (data_item_id, uploaded_date)");
    }

    private double timed(String what, String sql) throws SQLException {
        long start = System.nanoTime();
        statement.execute(sql);
        double seconds = (System.nanoTime() - start) / 1e9;
        progress.printf(Locale.ROOT, "%s: %.2f s%n", what, seconds);
        return seconds;
    }
}
