package dev.slipway.app.sql;

import dev.slipway.Failure;
import dev.slipway.data.Batch;
import dev.slipway.duckdb.DuckDb;
import dev.slipway.duckdb.SqlScript;
import dev.slipway.duckdb.SqlSession;
import dev.slipway.duckdb.SqlStatement;
import dev.slipway.store.LocalCopies;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs statements over datasets. */
final class SqlRun implements AutoCloseable {
    private final List<Dataset> datasets;
    private final SqlSession session;
    private final Map<String, Dataset> remote = new LinkedHashMap<>();
    private final Needed.Room room;
    private final Consumer<String> told;

    /** @param told is told which files were read of places that are not of this machine */
    private SqlRun(List<Dataset> datasets, SqlSession session, Needed.Room room, Consumer<String> told) {
        this.datasets = datasets;
        this.session = session;
        this.room = room;
        this.told = told;
    }

    /**
     * Makes a view of each, and locks everything else away. The engine is its own until this is closed.
     *
     * @param cacheBytes of local copies at a time
     */
    static SqlRun open(DuckDb engine, List<Dataset> datasets, Workplace work, long cacheBytes, Consumer<String> told) {
        ViewNames names = new ViewNames(datasets);
        SqlSession session = SqlSession.open(engine, names::missing);
        LocalCopies copies = new LocalCopies(work.copies(), cacheBytes);
        SqlRun run = new SqlRun(datasets, session, new Needed.Room(copies, cacheBytes), told);
        try {
            List<Path> files = new ArrayList<>();
            names.define(session, (name, dataset) -> {
                if (dataset.local()) {
                    List<Path> paths = dataset.paths();
                    session.view(name.schema(), name.name(), paths);
                    files.addAll(paths);
                } else {
                    String standIn = "t" + run.remote.size();
                    Path empty = work.put(standIn + ".parquet", dataset.empty());
                    session.standIn(standIn, name.schema(), name.name(), empty);
                    run.remote.put(standIn, dataset);
                }
            });
            session.lock(files, List.of(work.copies()));
            return run;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** Takes views, macros and types of somebody's own from a file, for all statements that follow. */
    void define(Path file) {
        Definitions.run(session, file);
    }

    /** The same for what comes with a job. */
    void defineIfPossible(Path file) {
        Definitions.runIfPossible(session, file);
    }

    /** The statements of a text, all of which only read. */
    List<SqlStatement> read(String text) {
        return SqlScript.statements(text).stream().map(session::read).toList();
    }

    /** Gives a name to a query or an expression, for all statements that follow. */
    void define(SqlStatement statement) {
        session.define(statement);
    }

    /** What is done with the rows of a statement. */
    interface Use {
        void take(SqlSession.SqlRows rows);
    }

    /** Writes the rows of a statement; stops early, and says so, when nobody reads them any more. */
    boolean print(SqlStatement statement, ResultWriter writer, PrintWriter out) {
        boolean[] read = {true};
        rows(statement, rows -> {
            writer.begin(rows.table());
            RowPace pace = new RowPace();
            @Nullable Batch batch = rows.next(pace.rows());
            while (batch != null && read[0]) {
                writer.write(batch);
                pace.saw(batch);
                read[0] = !out.checkError();
                batch = rows.next(pace.rows());
            }
            writer.end();
        });
        return read[0];
    }

    /** Runs a statement that has rows. */
    void rows(SqlStatement statement, Use use) {
        Map<String, List<List<String>>> scans = statement.reads() ? session.scans(statement) : Map.of();
        try (Needed needed = Needed.fetch(remote, scans, room, told);
                SqlSession.SqlRows rows = session.query(statement, needed.paths())) {
            use.take(rows);
        } catch (Failure e) {
            if (e.kind() != Failure.Kind.CANCELLED) {
                requireThere();
            }
            throw e;
        }
    }

    /** What a query stumbled over may have been replaced while it ran, which is then what has to be said. */
    private void requireThere() {
        datasets.stream().filter(Dataset::local).forEach(dataset -> dataset.blobs(dataset.files()));
    }

    @Override
    public void close() {
        session.close();
    }
}
