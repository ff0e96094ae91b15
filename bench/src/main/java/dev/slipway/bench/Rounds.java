package dev.slipway.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Lets contestants take turns, round after round, each as a cold process with an empty folder. */
final class Rounds {
    private final Server server;
    private final Path work;
    private final Path launcher;
    private final PrintStream progress;
    private final List<String> failures = new ArrayList<>();

    Rounds(Server server, Path work, Path launcher, PrintStream progress) {
        this.server = server;
        this.work = work;
        this.launcher = launcher;
        this.progress = progress;
    }

    /** One series for each contestant; one that fails is out, and its failure is told. */
    List<Series> run(Dataset dataset, Transport transport, List<Contestant> contestants, int rounds)
            throws IOException, InterruptedException, SQLException {
        Map<Contestant, Series> series = new LinkedHashMap<>();
        for (Contestant contestant : contestants) {
            series.put(contestant, Series.of(dataset.shape(), transport, contestant.name()));
        }
        for (int round = 1; round <= rounds; round++) {
            for (Contestant contestant : List.copyOf(series.keySet())) {
                String turn = String.format(
                        Locale.ROOT,
                        "%s over %s, round %d of %d: %-16s",
                        dataset.name(),
                        transport,
                        round,
                        rounds,
                        contestant.name());
                try {
                    Measured measured = once(contestant, task(dataset, transport));
                    Objects.requireNonNull(series.get(contestant)).runs().add(measured);
                    progress.println("  " + turn + ' ' + measured);
                } catch (Child.Failed e) {
                    series.remove(contestant);
                    failures.add(turn + " failed: " + e.getMessage());
                    progress.println("  " + turn + " failed: " + e.getMessage());
                }
            }
        }
        return List.copyOf(series.values());
    }

    /** What went wrong in all runs so far. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** What {@code dataset} asks of a contestant that starts with an empty folder. */
    Task task(Dataset dataset, Transport transport) throws IOException {
        Path folder = work.resolve("out");
        Folder.empty(folder);
        return new Task(server, dataset, transport, folder, launcher);
    }

    private Measured once(Contestant contestant, Task task)
            throws IOException, InterruptedException, SQLException, Child.Failed {
        Child.flushDisk();
        Child.Usage usage = Child.run(contestant.command(task), environment(), work);
        long rows = contestant.writes() ? Folder.parquetRows(task.folder()) : contestant.rows(usage, task);
        if (rows != task.dataset().rows()) {
            throw new Child.Failed(
                    "it moved " + rows + " rows of " + task.dataset().rows());
        }
        long bytes = contestant.writes() ? Folder.parquetBytes(task.folder()) : 0;
        Folder.empty(task.folder());
        return new Measured(usage.wallSeconds(), usage.cpuSeconds(), usage.residentBytes(), bytes);
    }

    /** The launcher shall not look for another JDK than the one that the peers run on. */
    static Map<String, String> environment() {
        return Map.of("SLIPWAY_JAVA_HOME", System.getProperty("java.home"));
    }
}
