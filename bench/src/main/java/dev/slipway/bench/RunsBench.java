package dev.slipway.bench;

import java.io.IOException;
import java.io.OutputStream;
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
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import tools.jackson.databind.json.JsonMapper;

/**
 * What it costs that runs are recorded: carrying on an export that was killed, many small tables in one run, and opening a
 * ledger that knows of many units.
 */
final class RunsBench {
    private static final int UNITS = 100_000;

    /** Many more locks than a server takes by itself. */
    private static final int TABLES_AT_ONCE = 500;

    private final Server server;
    private final Connection connection;
    private final Path folder;
    private final int runs;
    private final PrintStream progress;
    private final Grid grid = new Grid("what", "median", "bar");

    private RunsBench(Server server, Connection connection, Path folder, int runs, PrintStream progress) {
        this.server = server;
        this.connection = connection;
        this.folder = folder;
        this.runs = runs;
        this.progress = progress;
    }

    /** Measures with so many rows and tables, each as often as {@code runs} says; gives back a page. */
    static String run(Path data, long rows, int tables, int runs, PrintStream progress)
            throws IOException, InterruptedException, SQLException, Child.Failed {
        Files.createDirectories(data);
        try (Server server = Server.start(data);
                Connection connection = server.connect()) {
            RunsBench bench = new RunsBench(server, connection, data.resolve("runs"), runs, progress);
            Files.createDirectories(bench.folder);
            Dataset dataset = Dataset.prepare(connection, Shape.SEED, rows);
            bench.export(dataset.qualifiedName());
            bench.resume(dataset);
            bench.manyTables(tables);
            bench.ledger();
            return "Runs that are recorded, " + Machine.description(connection) + "\n\n" + bench.grid;
        }
    }

    private List<String> command(String... more) {
        return Command.of(
                List.of(System.getProperty("slipway.launcher"), "export", "postgres"),
                List.of("--url", server.url(Transport.TCP), "--to", lake().toString(), "--json"),
                List.of(more));
    }

    private Path lake() {
        return folder.resolve("lake");
    }

    private Child.Usage export(String... more) throws IOException, InterruptedException, Child.Failed {
        Child.Usage usage = Child.run(command(more), Map.of(), folder);
        progress.printf(Locale.ROOT, "%.2f s, %.2f s of CPU%n", usage.wallSeconds(), usage.cpuSeconds());
        return usage;
    }

    /** Whole exports, and what is left of one when nine tenths of its time are over, in turns. */
    private void resume(Dataset dataset) throws IOException, InterruptedException, SQLException, Child.Failed {
        List<Double> changed = new ArrayList<>();
        List<Double> unchanged = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            Folder.empty(lake());
            double whole = export(dataset.qualifiedName()).wallSeconds();
            kill(dataset, 0.9 * whole);
            try (Statement statement = connection.createStatement()) {
                // Whatever it was: the source cannot tell any more that nothing changed.
                statement.execute("SELECT txid_current()");
            }
            changed.add(export(dataset.qualifiedName()).wallSeconds() / whole);
            kill(dataset, 0.9 * whole);
            unchanged.add(export(dataset.qualifiedName()).wallSeconds() / whole);
        }
        grid.row("killed at 90 %, carried on ÷ whole export", ratio(changed), "≤ 0.85");
        grid.row("the same, of a source that proves itself unchanged", ratio(unchanged), "less");
    }

    private void kill(Dataset dataset, double seconds) throws IOException, InterruptedException {
        Folder.empty(lake());
        Process process = new ProcessBuilder(command(dataset.qualifiedName()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.waitFor((long) (seconds * 1e9), TimeUnit.NANOSECONDS);
        process.destroyForcibly().waitFor();
    }

    private void manyTables(int tables) throws IOException, InterruptedException, SQLException, Child.Failed {
        double copies = prepareAndCopy(tables);
        List<Double> overhead = new ArrayList<>();
        List<Double> later = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            Folder.empty(lake());
            overhead.add(export("many.*").wallSeconds() - copies);
            Folder.empty(lake());
            later.add(export("many.*", "--verify", "later").wallSeconds() - copies);
        }
        String what = String.format(Locale.ROOT, "%,d small tables, beyond their COPY of %.1f s", tables, copies);
        grid.row(what, seconds(overhead), "≤ 60 s for 10,000");
        grid.row("the same without reading back", seconds(later), "");
    }

    /** The time that one connection takes to send all tables. */
    private double prepareAndCopy(int tables) throws IOException, SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA IF NOT EXISTS many");
            for (int from = 1; from <= tables; from += TABLES_AT_ONCE) {
                statement.execute(String.format(
                        Locale.ROOT,
                        "DO $$ BEGIN FOR i IN %d..%d LOOP EXECUTE format('CREATE TABLE IF NOT EXISTS many.t_%%s AS"
                                + " SELECT g AS id, md5(g::text) AS name FROM generate_series(1, 100) g', i);"
                                + " END LOOP; END $$",
                        from,
                        Math.min(tables, from + TABLES_AT_ONCE - 1)));
            }
        }
        long start = System.nanoTime();
        CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
        for (int i = 1; i <= tables; i++) {
            copy.copyOut("COPY many.t_" + i + " TO STDOUT (FORMAT binary)", OutputStream.nullOutputStream());
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private void ledger() throws IOException, InterruptedException, Child.Failed {
        Folder.empty(lake());
        long objects = LedgerFill.fill(lake(), UNITS);
        List<Double> opened = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            Child.Usage usage = Child.run(
                    List.of(System.getProperty("slipway.launcher"), "status", lake().toString(), "--json"),
                    Map.of(),
                    folder);
            int written = new JsonMapper()
                    .readTree(usage.output())
                    .required("tables")
                    .get(0)
                    .required("work")
                    .required("written")
                    .asInt();
            if (written != UNITS) {
                throw new IOException("the ledger tells of " + written + " units, not of " + UNITS);
            }
            opened.add(usage.wallSeconds());
        }
        grid.row(
                String.format(
                        Locale.ROOT, "a ledger of %,d units in %d objects, told by a cold process", UNITS, objects),
                seconds(opened),
                "≤ 2 s, ≤ 20 requests");
    }

    static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static String ratio(List<Double> values) {
        return String.format(Locale.ROOT, "%.2f", median(values));
    }

    static String seconds(List<Double> values) {
        return String.format(Locale.ROOT, "%.1f s", median(values));
    }
}
