package dev.slipway.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

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
            Path data) {
        /** The command that chooses so, without places. */
        String command() {
            List<String> shown = shapes.stream().map(Shape::lowerName).toList();
            return "bench/run postgres --rows " + rows + " --runs " + runs + " --table "
                    + (shown.size() == 1 ? shown.getFirst() : "both")
                    + (only.isEmpty() ? "" : " --only " + String.join(",", only))
                    + " --transport "
                    + String.join(",", transports.stream().map(Transport::name).toList())
                    + (extras ? "" : " --no-extras");
        }
    }

    /**
     * What a bench has to tell.
     *
     * @param page for people, in Markdown
     * @param whole whether every contestant did all it was asked for
     */
    record Outcome(String page, boolean whole) {}

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
        this.contestants = chosen(Contestant.all(jvm, environment), choice.only());
    }

    private static List<Contestant> chosen(List<Contestant> all, List<String> only) {
        List<String> names = all.stream().map(Contestant::name).toList();
        if (!names.containsAll(only)) {
            throw new IllegalArgumentException(
                    "contestants are " + String.join(", ", names) + ", not all of " + String.join(", ", only));
        }
        return all.stream()
                .filter(one -> only.isEmpty() || only.contains(one.name()))
                .toList();
    }

    /** Measures, telling of each run. */
    static Outcome run(Choice choice, Map<String, String> environment, PrintStream progress)
            throws IOException, InterruptedException, SQLException, Child.Failed {
        Files.createDirectories(choice.data());
        try (Server server = Server.start(choice.data());
                Connection connection = server.connect()) {
            PostgresBench bench = new PostgresBench(choice, server, connection, environment, progress);
            bench.train();
            for (Shape shape : choice.shapes()) {
                bench.measure(shape);
            }
            return new Outcome(bench.page(), bench.rounds.failures().isEmpty());
        }
    }

    private Dataset prepare(Shape shape, long count) throws SQLException, IOException {
        progress.printf(Locale.ROOT, "preparing %d rows of %s%n", count, shape.lowerName());
        return Dataset.prepare(connection, shape, count);
    }

    private void train() throws IOException, InterruptedException, SQLException, Child.Failed {
        Dataset little = prepare(choice.shapes().getFirst(), Dataset.TRAINING_ROWS);
        Set<Class<?>> mains = new LinkedHashSet<>(List.of(Drain.class));
        contestants.forEach(one -> mains.addAll(one.mains()));
        for (Class<?> main : mains) {
            Task task = rounds.task(little, main == Drain.class ? Transport.TLS : Transport.TCP);
            jvm.train(
                    main,
                    main == Drain.class ? task.drain(2) : Command.of(task.feed(), List.of("default")),
                    choice.data());
        }
    }

    private void measure(Shape shape) throws IOException, InterruptedException, SQLException, Child.Failed {
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
    private void warmUp(Dataset dataset) throws IOException, InterruptedException, Child.Failed {
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

    private void measureTenth(Shape shape) throws IOException, InterruptedException, SQLException, Child.Failed {
        List<Contestant> ours = contestants.stream()
                .filter(one -> one.equals(new Contestant.Slipway(false)))
                .toList();
        Dataset tenth = prepare(shape, dataset(shape) / 10);
        rounds.run(tenth, Transport.TCP, ours, choice.runs()).forEach(one -> series.add(Scale.tenth(one)));
    }

    private long dataset(Shape shape) {
        return rows.getOrDefault(shape, 0L);
    }

    private void measureDigest(Dataset dataset) throws IOException, InterruptedException, Child.Failed {
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
                .append(".\n`")
                .append(choice.command())
                .append("`\n\n");
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
        if (!rounds.failures().isEmpty()) {
            page.append("### Failed\n\n");
            rounds.failures().forEach(one -> page.append("- ").append(one).append('\n'));
            page.append('\n');
        }
        page.append("### Settings\n\n");
        contestants.forEach(one -> page.append("- `")
                .append(one.name())
                .append("`: ")
                .append(one.settings())
                .append('\n'));
        return page.toString();
    }
}
