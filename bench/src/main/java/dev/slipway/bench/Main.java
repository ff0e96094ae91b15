package dev.slipway.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code bench/run}. */
@CommandLine.Command(
        name = "bench/run",
        description = "Measures Slipway and its peers side by side.",
        mixinStandardHelpOptions = true,
        subcommands = {
            Main.Postgres.class,
            Main.Runs.class,
            Main.Restore.class,
            Main.Archive.class,
            Main.Many.class,
            Main.Convert.class
        })
final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    /** What is told on one page. */
    private abstract static class Page implements Callable<Integer> {
        @Option(names = "--data", description = "where server and data are kept")
        private Path data = Path.of("bench", "target", "postgres");

        @Option(names = "--record", description = "append what was measured to this page")
        private List<Path> record = List.of();

        abstract String page(Path folder) throws Exception;

        @Override
        public Integer call() throws Exception {
            String page = page(data.toAbsolutePath());
            System.out.println(page);
            for (Path file : record) {
                Results.append(file, page);
            }
            return 0;
        }
    }

    /** What is measured with so many rows, so often. */
    private abstract static class Measurement extends Page {
        @Option(names = "--rows", description = "rows of the seed's table")
        long rows = 5_000_000;

        @Option(names = "--runs", description = "how often each is measured")
        int runs = 3;
    }

    /** {@code bench/run runs}. */
    @CommandLine.Command(
            name = "runs",
            description = "What recording costs: a run that was killed and is carried on, many small tables, a large"
                    + " ledger.",
            mixinStandardHelpOptions = true,
            showDefaultValues = true)
    static final class Runs extends Measurement {
        @Option(names = "--tables", description = "small tables in one run")
        private int tables = 10_000;

        @Override
        String page(Path folder) throws Exception {
            return RunsBench.run(folder, rows, tables, runs, System.out);
        }
    }

    /** {@code bench/run restore}. */
    @CommandLine.Command(
            name = "restore",
            description = "A restore beside the server's own COPY of the same rows from a file.",
            mixinStandardHelpOptions = true,
            showDefaultValues = true)
    static final class Restore extends Measurement {
        @Override
        String page(Path folder) throws Exception {
            return RestoreBench.run(folder, rows, runs, System.out);
        }
    }

    /** {@code bench/run archive}. */
    @CommandLine.Command(
            name = "archive",
            description = "Exports to S3 beside exports to a folder, and how long a drop keeps writers away.",
            mixinStandardHelpOptions = true,
            showDefaultValues = true)
    static final class Archive extends Measurement {
        @Override
        String page(Path folder) throws Exception {
            return ArchiveBench.run(folder, rows, runs, System.out);
        }
    }

    /** {@code bench/run list}. */
    @CommandLine.Command(
            name = "list",
            description = "Work in a place on S3 that holds a million objects of others.",
            mixinStandardHelpOptions = true)
    static final class Many extends Page {
        @Override
        String page(Path folder) throws Exception {
            return ListBench.run(folder, System.out);
        }
    }

    /** {@code bench/run convert}. */
    @CommandLine.Command(
            name = "convert",
            description = "A CSV file to Parquet beside DuckDB's own COPY of it, and many small files.",
            mixinStandardHelpOptions = true,
            showDefaultValues = true)
    static final class Convert extends Page {
        @Option(names = "--megabytes", description = "of the file, in millions of bytes")
        private long megabytes = 1000;

        @Option(names = "--runs", description = "how often each is measured")
        private int runs = 3;

        @Option(names = "--files", description = "small files in one run; 0: without them")
        private int files = 10_000;

        @Override
        String page(Path folder) throws Exception {
            Path own = folder.resolveSibling("convert");
            return ConvertBench.run(new ConvertBench.Choice(megabytes * 1_000_000, runs, files, own), System.out);
        }
    }

    /** {@code bench/run postgres}. */
    @CommandLine.Command(
            name = "postgres",
            description = "Exports of a Postgres table, as cold processes that take turns.",
            mixinStandardHelpOptions = true,
            showDefaultValues = true)
    static final class Postgres implements Callable<Integer> {
        @Option(names = "--rows", description = "rows of the seed's table; lineitem has a fifth more")
        private long rows = 5_000_000;

        @Option(names = "--table", description = "seed, lineitem or both")
        private String table = "both";

        @Option(names = "--runs", description = "rounds")
        private int runs = 3;

        @Option(names = "--only", split = ",", description = "names of contestants (all without it)")
        private List<String> only = List.of();

        @Option(
                names = "--transport",
                split = ",",
                description = "tcp measures all contestants; tls and unix the limits and Slipway")
        private List<Transport> transports = List.of(Transport.TCP, Transport.TLS, Transport.UNIX);

        @Option(names = "--no-extras", description = "without the digest's share and the tenth of the rows")
        private boolean plain;

        @Option(names = "--data", description = "where server and data are kept")
        private Path data = Path.of("bench", "target", "postgres");

        @Option(names = "--record", description = "append what was measured to this page")
        private List<Path> record = List.of();

        @Override
        public Integer call() throws Exception {
            List<Shape> shapes =
                    switch (table) {
                        case "both" -> List.of(Shape.values());
                        case "seed" -> List.of(Shape.SEED);
                        case "lineitem" -> List.of(Shape.LINEITEM);
                        default -> throw new IllegalArgumentException("no table is called " + table);
                    };
            PostgresBench.Choice choice =
                    new PostgresBench.Choice(shapes, rows, runs, only, transports, !plain, data.toAbsolutePath());
            PostgresBench.Outcome outcome = PostgresBench.run(choice, System.getenv(), System.out);
            System.out.println(outcome.page());
            for (Path file : record) {
                Results.append(file, outcome.page());
            }
            return outcome.whole() ? 0 : 1;
        }
    }
}
