package dev.slipway.app.sql;

import dev.slipway.Failure;
import dev.slipway.app.ExitCode;
import dev.slipway.app.Interrupt;
import dev.slipway.app.Verifiers;
import dev.slipway.app.console.ByteSize;
import dev.slipway.app.console.JsonEvents;
import dev.slipway.duckdb.DuckDb;
import dev.slipway.duckdb.SqlStatement;
import dev.slipway.job.Cancel;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway sql}: queries over what was published. */
@Command(
        name = "sql",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Answers queries over the tables that were published, in the SQL of DuckDB. Reads only.",
        footer = {
            "",
            "Examples:",
            "  slipway sql \"SELECT count(*) FROM events\"",
            "  slipway sql --at ./lake \"SHOW TABLES\"",
            "  slipway sql --at s3://bucket/lake --file report.sql --format csv",
            "  slipway sql --at ./lake \"FROM events WHERE id < 9\" \\",
            "      --format parquet --output few.parquet",
            "  slipway sql --at ./lake --write-views lake.duckdb",
            "",
            "Exit status: 0 answered, 1 failed, 2 no SQL, or not to be answered here,",
            "130 interrupted."
        })
public final class SqlCommand implements Callable<Integer> {
    /** How results are written. */
    enum Format {
        TABLE,
        CSV,
        JSON,
        JSONL,
        PARQUET
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..1",
            paramLabel = "QUERY",
            description = "One or more statements; - or none: those of standard input.")
    private @Nullable String query;

    @Option(names = "--file", paramLabel = "FILE", description = "Read the statements from a file.")
    private @Nullable Path file;

    @Mixin
    private final PlaceOptions places = new PlaceOptions();

    @Option(
            names = "--init",
            paramLabel = "FILE",
            description = "Views, macros and types of your own, made before the first statement. May be repeated.")
    private List<Path> inits = List.of();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, csv, json (an array), jsonl (an object a line) or parquet (default: table).")
    private Format format = Format.TABLE;

    @Option(names = "--output", paramLabel = "FILE", description = "Write the result to a file; parquet needs one.")
    private @Nullable Path output;

    @Option(names = "--overwrite", description = "Replace the file if it is there.")
    private boolean overwrite;

    @Option(
            names = "--width",
            paramLabel = "N",
            description = "How wide a table may be; long texts are cut (default: the terminal's width; no limit"
                    + " elsewhere).")
    private @Nullable Integer width;

    @Option(
            names = "--write-views",
            paramLabel = "FILE",
            description = "Write a DuckDB database with the views, for other programs, instead of running a query.")
    private @Nullable Path writeViews;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            defaultValue = "1GB",
            description = "What queries may take; what needs more goes to the folder for temporary files, or fails"
                    + " (default: ${DEFAULT-VALUE}).")
    private ByteSize memory = new ByteSize(1_000_000_000L);

    @Option(
            names = "--cache-bytes",
            paramLabel = "SIZE",
            defaultValue = "8GB",
            description = "Local copies, at a time, of files that are read from S3 (default: ${DEFAULT-VALUE}).")
    private ByteSize cacheBytes = new ByteSize(Verifiers.COPY_BYTES);

    @Option(names = "--json", description = "As --format jsonl; a failure is the last line.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Cancel cancel = new Cancel();
        try (Interrupt interrupt = Interrupt.install(cancel)) {
            return run(cancel);
        } catch (Failure e) {
            if (json) {
                new JsonEvents(out()).writeEnd(e);
            }
            throw e;
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private int run(Cancel cancel) throws IOException {
        check();
        Optional<ResultFile> target = Optional.ofNullable(output).map(path -> ResultFile.of(path, overwrite));
        String text = writeViews == null ? QueryText.read(query, file) : "";
        PlaceOptions.Found found = places.find(new Published(cancel, err()), err());
        if (writeViews != null) {
            writeViews(writeViews, found, cancel);
            err().println(TableText.printable("The views are in " + writeViews + '.'));
            return ExitCode.DONE;
        }
        Consumer<String> told = json ? line -> {} : line -> err().println(TableText.printable(line));
        try (Workplace work = Workplace.open();
                DuckDb engine = Verifiers.loaded(() -> DuckDb.open(settings(work), cancel), "");
                SqlRun run = SqlRun.open(engine, found.datasets(), work, cacheBytes.bytes(), told)) {
            found.views().forEach(run::defineIfPossible);
            inits.forEach(run::define);
            List<SqlStatement> statements = new ArrayList<>(run.read(text));
            if (target.isPresent()) {
                try (ResultFile result = target.get()) {
                    toFile(run, statements, result);
                }
            } else {
                toOut(run, statements);
            }
            return ExitCode.DONE;
        }
    }

    private DuckDb.Settings settings(Workplace work) {
        return new DuckDb.Settings(
                Runtime.getRuntime().availableProcessors(), memory.bytes(), Optional.of(work.folder()));
    }

    private void writeViews(Path path, PlaceOptions.Found found, Cancel cancel) {
        try (Workplace work = Workplace.open();
                ResultFile result = ResultFile.of(path, overwrite)) {
            try (DuckDb engine = Verifiers.loaded(() -> DuckDb.create(result.part(), settings(work), cancel), "")) {
                ViewsFile.fill(engine, found, inits);
            }
            result.complete();
        }
    }

    private void check() {
        if (json) {
            if (format != Format.TABLE && format != Format.JSONL) {
                throw wrong("--json is --format jsonl: leave one of them away");
            }
            format = Format.JSONL;
        }
        if (format == Format.PARQUET && output == null) {
            throw wrong("--format parquet needs a file: name it by --output");
        }
        if (width != null && width < 20) {
            throw wrong("--width is at least 20, not " + width);
        }
        if (memory.bytes() < 64L << 20) {
            throw wrong("--memory is at least 64MiB");
        }
        if (writeViews != null && (query != null || file != null || output != null)) {
            throw wrong("--write-views stands alone: what views of your own there are, --init tells");
        }
    }

    private static Failure wrong(String text) {
        return new Failure(Failure.Kind.CONFIG, text);
    }

    private void toOut(SqlRun run, List<SqlStatement> statements) {
        ResultWriter writer = writer(out());
        for (SqlStatement statement : statements) {
            if (statement.kind() == SqlStatement.Kind.DEFINITION) {
                run.define(statement);
            } else if (!run.print(statement, writer, out())) {
                return;
            }
        }
    }

    private void toFile(SqlRun run, List<SqlStatement> statements, ResultFile result) throws IOException {
        List<SqlStatement> answered = statements.stream()
                .filter(statement -> statement.kind() != SqlStatement.Kind.DEFINITION)
                .toList();
        if (answered.size() != 1) {
            throw wrong("--output takes one result, and there are " + answered.size() + " queries");
        }
        statements.stream()
                .filter(statement -> statement.kind() == SqlStatement.Kind.DEFINITION)
                .forEach(run::define);
        if (format == Format.PARQUET) {
            run.rows(answered.getFirst(), rows -> ParquetResult.write(rows.table(), rows, result));
        } else {
            try (PrintWriter out = new PrintWriter(new OutputStreamWriter(result.open(), StandardCharsets.UTF_8))) {
                if (!run.print(answered.getFirst(), writer(out), out) || out.checkError()) {
                    throw new Failure(Failure.Kind.UNAVAILABLE, output + " cannot be written; is there room for it?");
                }
            }
        }
        result.complete();
    }

    private ResultWriter writer(PrintWriter out) {
        return switch (format) {
            case TABLE -> new TableWriter(out, limit());
            case CSV -> new CsvWriter(out);
            case JSON -> new JsonWriter(out, true);
            case JSONL, PARQUET -> new JsonWriter(out, false);
        };
    }

    /** The launcher tells whether standard output is a terminal: Java cannot. */
    private OptionalInt limit() {
        if (width != null) {
            return OptionalInt.of(width);
        }
        String columns = System.getProperty("slipway.output.columns", "");
        return output == null && columns.matches("[1-9]\\d{1,3}")
                ? OptionalInt.of(Math.max(20, Integer.parseInt(columns)))
                : OptionalInt.empty();
    }
}
