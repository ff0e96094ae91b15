package dev.slipway.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lets contestants take turns, round after round, each as a cold process with an empty folder. */
final class Rounds {
    private final Server server;
    private final Path work;
    private final Path launcher;
    private final PrintStream progress;

    Rounds(Server server, Path work, Path launcher, PrintStream progress) {
        this.server = server;
        this.work = work;
        this.launcher = launcher;
        this.progress = progress;
    }

    /** One series for each contestant. The first read of a table is not measured: it fills the server's caches. */
    List<Series> run(Dataset dataset, Transport transport, List<Contestant> contestants, int rounds)
            throws IOException, InterruptedException, SQLException {
        List<Series> series = new ArrayList<>();
        for (Contestant contestant : contestants) {
            series.add(Series.of(dataset.shape(), transport, contestant.name()));
        }
        for (int round = 1; round <= rounds; round++) {
            for (int i = 0; i < contestants.size(); i++) {
                Measured measured = once(contestants.get(i), task(dataset, transport));
                series.get(i).runs().add(measured);
                progress.printf(
                        Locale.ROOT,
                        "  %s over %s, round %d of %d: %-16s %7.2f s wall %7.2f s CPU %6d MB%n",
                        dataset.name(),
                        transport,
                        round,
                        rounds,
                        contestants.get(i).name(),
                        measured.wallSeconds(),
                        measured.cpuSeconds(),
                        measured.residentBytes() >> 20);
            }
        }
        return series;
    }

    /** What {@code dataset} asks of a contestant that starts with an empty folder. */
    Task task(Dataset dataset, Transport transport) throws IOException {
        Path folder = work.resolve("out");
        Folder.empty(folder);
        return new Task(server, dataset, transport, folder, launcher);
    }

    private Measured once(Contestant contestant, Task task) throws IOException, InterruptedException, SQLException {
        Child.flushDisk();
        Child.Usage usage = Child.run(contestant.command(task), environment(), work);
        long bytes = 0;
        if (contestant.writes()) {
            long rows = Folder.parquetRows(task.folder());
            if (rows != task.dataset().rows()) {
                throw new IOException(contestant.name() + " wrote " + rows + " rows of "
                        + task.dataset().rows() + " in " + task.dataset().qualifiedName());
            }
            bytes = Folder.parquetBytes(task.folder());
        } else if (usage.output().startsWith("rows ")
                && !usage.output().strip().equals("rows " + task.dataset().rows())) {
            throw new IOException(contestant.name() + " read " + usage.output());
        }
        Folder.empty(task.folder());
        return new Measured(usage.wallSeconds(), usage.cpuSeconds(), usage.residentBytes(), bytes);
    }

    /** The launcher shall not look for another JDK than the one that the peers run on. */
    static Map<String, String> environment() {
        return Map.of("SLIPWAY_JAVA_HOME", System.getProperty("java.home"));
    }
}
