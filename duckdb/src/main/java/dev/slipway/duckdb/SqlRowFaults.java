package dev.slipway.duckdb;

import dev.slipway.Failure;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What errors mean to who reads the rows of a statement. */
record SqlRowFaults(SqlSession session, String sql, Map<String, List<Path>> files) implements QueryBatches.Faults {
    @Override
    public Failure opening(Exception cause) {
        return String.valueOf(cause.getMessage()).contains("Invalid result set")
                ? session.lost(sql, files, cause)
                : session.running(cause);
    }

    @Override
    public Failure reading(Exception cause) {
        return session.running(cause);
    }

    @Override
    public Failure unlike(String how) {
        return new Failure(Failure.Kind.INPUT, "the result" + how + "; cast it to another type");
    }
}
