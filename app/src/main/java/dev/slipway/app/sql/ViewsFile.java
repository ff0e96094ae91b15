package dev.slipway.app.sql;

import dev.slipway.Failure;
import dev.slipway.duckdb.DuckDb;
import dev.slipway.duckdb.SqlSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A database of DuckDB that holds nothing but views of files, for other programs. */
final class ViewsFile {
    private ViewsFile() {}

    /**
     * Fills it.
     *
     * @param engine writes the database
     * @param found the tables, and what comes with the jobs that made them
     * @param inits files of definitions that go into it as well
     * @throws Failure CONFIG for files that other programs could not open
     */
    static void fill(DuckDb engine, PlaceOptions.Found found, List<Path> inits) {
        List<Dataset> datasets = found.datasets();
        datasets.stream().filter(dataset -> !dataset.local()).findFirst().ifPresent(dataset -> {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    dataset.shown() + " is in S3: a view of it would need credentials, which do not belong into a file;"
                            + " name folders by --at");
        });
        ViewNames names = new ViewNames(datasets);
        try (SqlSession session = SqlSession.open(engine, names::missing)) {
            List<Path> files = new ArrayList<>();
            names.define(session, (name, dataset) -> {
                List<Path> paths = dataset.paths();
                session.view(name.schema(), name.name(), paths);
                files.addAll(paths);
            });
            session.lock(files, List.of());
            found.views().forEach(views -> Definitions.runIfPossible(session, views));
            inits.forEach(init -> Definitions.run(session, init));
        }
    }
}
