package dev.slipway.duckdb;

import dev.slipway.data.Batches;
import dev.slipway.data.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A Parquet file as DuckDB reads it, in batches of a given table. */
final class ParquetBatches {
    /** Rows of a batch as DuckDB makes them: two of its vectors, which stay in cache while they are copied and hashed. */
    private static final int ROWS_MAX = 4096;

    /** What a batch should hold at most, by the file's own account of its sizes. */
    private static final long BATCH_BYTES_MAX = 16 << 20;

    private ParquetBatches() {}

    /** @param named whether the file may have columns that the table lacks */
    static Batches open(DuckDb engine, Path file, Table table, boolean named) {
        return open(engine, file, table, named, rowBytes(engine, file));
    }

    /** Fewer rows at a time where they are long: batches do not end where row groups do. */
    static Batches open(DuckDb engine, Path file, Table table, boolean named, long rowBytes) {
        int rows = Math.clamp(BATCH_BYTES_MAX / Math.max(1, rowBytes), 1, ROWS_MAX);
        String sql = select(file, table, named);
        return QueryBatches.open(engine, new QueryBatches.Query(new FileFaults(engine, file, sql), table, sql, rows));
    }

    private static long rowBytes(DuckDb engine, Path file) {
        List<@Nullable String> sizes = engine.row(
                List.of(file),
                "SELECT sum(row_group_bytes)::BIGINT // greatest(1, sum(row_group_num_rows)) FROM parquet_metadata("
                        + Sql.file(file) + ") WHERE column_id = 0");
        String bytes = sizes.get(0);
        return bytes == null ? 0 : Long.parseLong(bytes);
    }

    private static String select(Path file, Table table, boolean named) {
        String columns = named
                ? table.schema().fields().stream()
                        .map(field -> Sql.name(field.name()))
                        .collect(Collectors.joining(", "))
                : "*";
        return "SELECT " + columns + " FROM " + Sql.parquet(file);
    }
}
