package dev.slipway.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Exports of one Postgres table by Slipway and by its peers, beside what the server can deliver at most. */
final class PostgresBench {
    private static final String LAUNCHER = "slipway.launcher";

    private final Choice choice;
    private final Connection connection;
    private final Jvm jvm;
    private final Rounds rounds;
    private final List<Contestant> contestants;
    private final PrintStream progress;
    private final List<Series> series = new ArrayList<>();
    private final Map<Shape, Long> rows = new EnumMap<>(Shape.class);
    private OptionalDouble digestSeconds = OptionalDouble.empty();

    /**
     * @param only the names of contestants; empty: all
     * @param extras whether the digest and a tenth of the rows are measured too
     * @param data where server and data are kept
     */
    record Choice(
            List<Shape> shapes,
            long rows,
            int runs,
            List<String> only,
            List<Transport> transports,
            boolean extras,
            Path data) {}

    private PostgresBench(
            Choice choice,
            Server server,
            Connection connection,
            Map<String, String> environment,
            PrintStream progress) {
        this.choice = choice;
        this.connection = connection;
        this.progress = progress;
        this.jvm = new Jvm(choice.data().resolve("aot"));
        this.rounds = new Rounds(server, choice.data(), Path.of(System.getProperty(LAUNCHER, "slipway")), progress);
        this.contestants = Contestant.all(jvm, environment).stream()
                .filter(one -> choice.only().isEmpty() || choice.only().contains(one.name()))
                .toList();
    }

    /** Measures, telling of each run; returns what is to be kept. */
    static String run(Choice choice, Map<String, String> environment, PrintStream progress)
            throws IOException, InterruptedException, SQLException {
        Files.createDirectories(choice.data());
        try (Server server = Server.start(choice.data());
                Connection connection = server.connect()) {
            PostgresBench bench = new PostgresBench(choice, server, connection, environment, progress);
            bench.train();
            for (Shape shape : choice.shapes()) {
                bench.measure(shape);
            }
            return bench.page();
        }
    }

    private Dataset prepare(Shape shape, long count) throws SQLException, IOException {
        progress.printf(Locale.ROOT, "preparing %d rows of %s%n", count, shape.lowerName());
        return Dataset.prepare(connection, shape, count);
    }

    private void train() throws IOException, InterruptedException, SQLException {
        Dataset little = prepare(choice.shapes().getFirst(), Dataset.TRAINING_ROWS);
        for (Contestant contestant : contestants) {
            for (Class<?> main : contestant.mains()) {
                Task task = rounds.task(little, main == Drain.class ? Transport.TLS : Transport.TCP);
                List<String> arguments =
                        main == Drain.class ? task.drain(2) : Command.of(task.feed(), List.of("default"));
                jvm.train(main, arguments, choice.data());
            }
        }
    }

    private void measure(Shape shape) throws IOException, InterruptedException, SQLException {
        Dataset dataset = prepare(shape, shape.rows(choice.rows()));
        rows.put(shape, dataset.rows());
        warmUp(dataset);
        for (Transport transport : choice.transports()) {
            List<Contestant> taking = contestants.stream()
                    .filter(one -> transport == Transport.TCP || isOurs(one))
                    .toList();
            series.addAll(rounds.run(dataset, transport, taking, choice.runs()));
        }
        if (choice.extras() && shape == Shape.SEED) {
            measureTenth(shape);
            measureDigest(dataset);
        }
    }

    /** The first read of a table is not measured: it fills the caches of server and kernel. */
    private void warmUp(Dataset dataset) throws IOException, InterruptedException {
        Contestant limit = new Contestant.Limit(jvm, 1);
        Child.run(limit.command(rounds.task(dataset, Transport.TCP)), Map.of(), choice.data());
    }

    /** Peers are measured over one transport; what the transport costs shows in the limits and in Slipway. */
    private static boolean isOurs(Contestant contestant) {
        return switch (contestant) {
            case Contestant.Limit limit -> true;
            case Contestant.Slipway slipway -> !slipway.readBack();
            case Contestant.Psql psql -> false;
            case Contestant.DuckDbFed peer -> false;
            case Contestant.ParquetJavaFed peer -> false;
            case Contestant.SeedsWay peer -> false;
        };
    }

    private void measureTenth(Shape shape) throws IOException, InterruptedException, SQLException {
        List<Contestant> ours = contestants.stream()
                .filter(one -> one.equals(new Contestant.Slipway(false)))
                .toList();
        Dataset tenth = prepare(shape, dataset(shape) / 10);
        rounds.run(tenth, Transport.TCP, ours, choice.runs()).forEach(one -> series.add(Scale.tenth(one)));
    }

    private long dataset(Shape shape) {
        return rows.getOrDefault(shape, 0L);
    }

    private void measureDigest(Dataset dataset) throws IOException, InterruptedException {
        Child.Usage usage = Child.run(
                jvm.command(
                        DigestPeer.class, rounds.task(dataset, Transport.TCP).feed()),
                Map.of(),
                choice.data());
        digestSeconds = OptionalDouble.of(Double.parseDouble(usage.output().split("\\s+")[1]));
        progress.printf(Locale.ROOT, "  digest: %s%n", usage.output().strip().replace('\n', ';'));
    }

    private String page() throws IOException, SQLException {
        Report report = new Report(series);
        StringBuilder page = new StringBuilder();
        page.append(Machine.description(connection))
                .append(".\n`bench/run postgres --rows ")
                .append(choice.rows());
        page.append(" --runs ").append(choice.runs()).append("`\n\n");
        for (Shape shape : choice.shapes()) {
            for (Transport transport : choice.transports()) {
                page.append(String.format(
                        Locale.ROOT, "### %s, %,d rows, %s%n%n", shape.lowerName(), dataset(shape), transport));
                page.append(report.table(shape, transport)).append('\n');
            }
        }
        page.append("### Bars\n\n")
                .append(new Bars(report, rows, digestSeconds))
                .append('\n');
        page.append("### Settings\n\n");
        contestants.forEach(one -> page.append("- `")
                .append(one.name())
                .append("`: ")
                .append(one.settings())
                .append('\n'));
        return page.toString();
    }
}
