package dev.slipway.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** A CSV file that becomes Parquet, beside DuckDB's own COPY of the same file; and many small files in one run. */
final class ConvertBench {
    private static final int ROWS_OF_SMALL = 100;

    /** What is measured. */
    record Choice(long bytes, int runs, int smallFiles, Path folder) {}

    private final Choice choice;
    private final PrintStream progress;
    private final Jvm jvm;
    private final Path schema;
    private final Path out;
    private final Grid grid = new Grid("what", "wall s", "CPU s", "peak RSS MB", "files MB");
    private final Grid bars = new Grid("what", "measured", "bar");

    private ConvertBench(Choice choice, PrintStream progress) throws IOException {
        this.choice = choice;
        this.progress = progress;
        Files.createDirectories(choice.folder());
        jvm = new Jvm(choice.folder());
        out = choice.folder().resolve("out");
        schema = Files.writeString(choice.folder().resolve("mixed.yaml"), MixedCsv.schema());
    }

    /** Measures all of it, in turns; gives back a page. */
    static String run(Choice choice, PrintStream progress)
            throws IOException, InterruptedException, SQLException, Child.Failed {
        ConvertBench bench = new ConvertBench(choice, progress);
        bench.oneFile();
        bench.smallFiles();
        return "CSV to Parquet, " + Machine.description() + "; DuckDB " + DuckDbPeer.version() + "\n`bench/run convert"
                + " --megabytes " + choice.bytes() / 1_000_000 + " --runs " + choice.runs() + " --files "
                + choice.smallFiles() + "`\n\n" + bench.grid + "\n" + bench.bars;
    }

    private void oneFile() throws IOException, InterruptedException, SQLException, Child.Failed {
        Path csv = choice.folder().resolve("mixed.csv");
        long rows = MixedCsv.write(csv, choice.bytes());
        List<Measured> peer = new ArrayList<>();
        List<Measured> ours = new ArrayList<>();
        List<Measured> later = new ArrayList<>();
        List<String> duckdb = jvm.command(CsvPeer.class, List.of(csv.toString(), out.toString()));
        for (int i = 0; i < choice.runs(); i++) {
            peer.add(once("duckdb", duckdb, rows));
            ours.add(once("slipway", slipway(csv.toString()), rows));
            later.add(once("slipway, not read back", slipway(csv.toString(), "--verify", "later"), rows));
        }
        row(String.format(Locale.ROOT, "DuckDB's COPY of %,d rows, 2 threads", rows), peer);
        row("slipway convert", ours);
        row("slipway convert --verify later", later);
        bars.row("wall ÷ DuckDB's", ratio(ours, peer, Measured::wallSeconds), "≤ 1.3");
        bars.row("wall ÷ DuckDB's, not read back", ratio(later, peer, Measured::wallSeconds), "");
        bars.row("CPU ÷ DuckDB's", ratio(ours, peer, Measured::cpuSeconds), "");
        bars.row("file size ÷ DuckDB's", ratio(ours, peer, Measured::fileBytes), "≤ 0.9");
        Files.delete(csv);
    }

    private void smallFiles() throws IOException, InterruptedException, SQLException, Child.Failed {
        if (choice.smallFiles() == 0) {
            return;
        }
        Path folder = choice.folder().resolve("small");
        Folder.empty(folder);
        MixedCsv.writeMany(folder, choice.smallFiles(), ROWS_OF_SMALL);
        List<Measured> measured = new ArrayList<>();
        long commits = 0;
        for (int i = 0; i < choice.runs(); i++) {
            measured.add(once(
                    "small files", slipway(folder + "/*.csv"), (long) choice.smallFiles() * ROWS_OF_SMALL, () -> {}));
            commits = published();
            Folder.empty(out);
        }
        row(
                String.format(
                        Locale.ROOT, "slipway convert of %,d files of %d rows", choice.smallFiles(), ROWS_OF_SMALL),
                measured);
        bars.row(
                String.format(Locale.ROOT, "%,d small files, wall s", choice.smallFiles()),
                number(median(measured, Measured::wallSeconds)),
                "≤ 60 for 10,000");
        bars.row("commits that published them", String.valueOf(commits), "1");
        Folder.empty(folder);
    }

    /** How many lines of the ledger say that something became visible. */
    private long published() throws IOException {
        long lines = 0;
        try (Stream<Path> tree = Files.walk(out.resolve("_slipway").resolve("ledger"))) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                lines += Files.readString(file)
                        .lines()
                        .filter(line -> line.contains("\"published\""))
                        .count();
            }
        }
        return lines;
    }

    private List<String> slipway(String csv, String... more) {
        return Command.of(
                List.of(System.getProperty("slipway.launcher"), "convert", csv, "--schema", schema.toString()),
                List.of("--to", out.toString(), "--json"),
                List.of(more));
    }

    private Measured once(String what, List<String> command, long rows)
            throws IOException, InterruptedException, SQLException, Child.Failed {
        return once(what, command, rows, () -> Folder.empty(out));
    }

    private interface Cleaning {
        void run() throws IOException;
    }

    private Measured once(String what, List<String> command, long rows, Cleaning after)
            throws IOException, InterruptedException, SQLException, Child.Failed {
        Folder.empty(out);
        Child.flushDisk();
        Child.Usage usage = Child.run(command, Rounds.environment(), choice.folder());
        if (Folder.parquetRows(out) != rows) {
            throw new Child.Failed(what + " wrote " + Folder.parquetRows(out) + " rows of " + rows);
        }
        Measured measured =
                new Measured(usage.wallSeconds(), usage.cpuSeconds(), usage.residentBytes(), Folder.parquetBytes(out));
        progress.println(what + ": " + measured);
        after.run();
        return measured;
    }

    private void row(String what, List<Measured> measured) {
        grid.row(
                what,
                number(median(measured, Measured::wallSeconds)),
                number(median(measured, Measured::cpuSeconds)),
                number(measured.stream()
                                .mapToDouble(Measured::residentBytes)
                                .max()
                                .orElse(0)
                        / 1e6),
                number(median(measured, Measured::fileBytes) / 1e6));
    }

    private static double median(List<Measured> measured, ToDoubleFunction<Measured> figure) {
        return RunsBench.median(measured.stream().map(figure::applyAsDouble).toList());
    }

    /** The median over the rounds. */
    private static String ratio(List<Measured> one, List<Measured> other, ToDoubleFunction<Measured> figure) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < one.size(); i++) {
            ratios.add(figure.applyAsDouble(one.get(i)) / figure.applyAsDouble(other.get(i)));
        }
        return number(RunsBench.median(ratios));
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }
}
