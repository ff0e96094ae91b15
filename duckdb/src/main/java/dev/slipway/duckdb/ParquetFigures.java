package dev.slipway.duckdb;

import dev.slipway.data.Table;
import dev.slipway.reconcile.Aggregate;
import dev.slipway.reconcile.Figures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Computes {@link Figures} of Parquet files in one query. */
final class ParquetFigures {
    private ParquetFigures() {}

    static Figures of(DuckDb engine, List<Path> files, Table table) {
        List<Aggregate> aggregates = Aggregate.of(table.schema());
        if (files.isEmpty()) {
            return new Figures(0, List.of(), List.of());
        }
        List<@Nullable String> row = engine.row(files, sql(files, table, aggregates));
        String rows = row.get(0);
        List<@Nullable String> texts = new ArrayList<>();
        for (int i = 0; i < aggregates.size(); i++) {
            texts.add(AggregateSql.text(aggregates.get(i), row.get(i + 1)));
        }
        return new Figures(rows == null ? 0 : Long.parseLong(rows), aggregates, texts);
    }

    /** Columns are renamed by position: names that differ by case alone are one name to DuckDB. */
    private static String sql(List<Path> files, Table table, List<Aggregate> aggregates) {
        StringBuilder sql = new StringBuilder("SELECT count(*)::VARCHAR");
        for (Aggregate aggregate : aggregates) {
            int position = table.schema().position(aggregate.column()).orElseThrow();
            sql.append(", ").append(AggregateSql.of(aggregate, column(position)));
        }
        String columns = IntStream.range(0, table.schema().fields().size())
                .mapToObj(ParquetFigures::column)
                .collect(Collectors.joining(", "));
        return sql.append(" FROM ")
                .append(Sql.parquet(files))
                .append(" AS t(")
                .append(columns)
                .append(')')
                .toString();
    }

    private static String column(int position) {
        return "c" + position;
    }
}
