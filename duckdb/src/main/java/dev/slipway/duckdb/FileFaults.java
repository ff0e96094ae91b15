package dev.slipway.duckdb;

import dev.slipway.Failure;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** What errors mean to who reads a file. */
record FileFaults(DuckDb engine, Path file, String sql) implements QueryBatches.Faults {
    /** A streamed result that ends before its first rows does so without a message: asked in another way, it has one. */
    @Override
    public Failure opening(Exception cause) {
        if (String.valueOf(cause.getMessage()).contains("Invalid result set")) {
            try {
                engine.row(List.of(file), "SELECT count(COLUMNS(*)) FROM (" + sql + ')');
            } catch (Failure e) {
                return e;
            }
            return reading(new SQLException("Out of Memory: its row groups hold too many long rows at once", cause));
        }
        return reading(cause);
    }

    @Override
    public Failure reading(Exception cause) {
        return engine.failure(file, cause);
    }

    @Override
    public Failure unlike(String how) {
        return new Failure(Failure.Kind.CORRUPT, file + how);
    }
}
