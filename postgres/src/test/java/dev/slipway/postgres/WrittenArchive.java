package dev.slipway.postgres;

import dev.slipway.data.Batches;
import dev.slipway.data.Table;
import dev.slipway.digest.Digest;
import dev.slipway.duckdb.DuckDb;
import dev.slipway.job.Plan;
import dev.slipway.job.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A table as a test has exported it to one file, which DuckDB reads. */
record WrittenArchive(DuckDb engine, Path path, Table table, Map<String, String> origin, Digest rows)
        implements Archive.File {

    static Archive of(DuckDb engine, PostgresOptions options, Path path) {
        try (Session<PostgresUnit> session = Export.open(options)) {
            Plan.PlannedTable<PostgresUnit> planned = session.plan().tables().getFirst();
            Map<String, String> origin = planned.units().getFirst().origin();
            Table table = Parquet.write(session, path);
            return new WrittenArchive(engine, path, table, origin, Export.digest(options)).archive();
        }
    }

    Archive archive() {
        return new Archive(table, origin, List.of(this));
    }

    @Override
    public String name() {
        return path.getFileName().toString();
    }

    @Override
    public String sha256() {
        return rows.hex();
    }

    @Override
    public long bytes() {
        return path.toFile().length();
    }

    @Override
    public long rowCount() {
        return rows.rows();
    }

    @Override
    public Optional<Digest> digest() {
        return Optional.of(rows);
    }

    @Override
    public Batches read() {
        return engine.read(path, table);
    }
}
