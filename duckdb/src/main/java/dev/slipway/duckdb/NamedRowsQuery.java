package dev.slipway.duckdb;

import dev.slipway.Failure;
import dev.slipway.job.FileName;
import dev.slipway.job.Key;
import dev.slipway.job.RowNames;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds {@link NamedRows} with two queries: the number of rows and the extreme times, then the extreme ids among the rows
 * of those times. Types are what DuckDB finds, so that files of any writer can be checked.
 */
final class NamedRowsQuery {
    private final DuckDb engine;
    private final Path file;

    /** A key column of the file: how SQL names it, and DuckDB's type for it. */
    private record KeyColumn(String sql, String type) {}

    private NamedRowsQuery(DuckDb engine, Path file) {
        this.engine = engine;
        this.file = file;
    }

    static NamedRows of(DuckDb engine, Path file, Key key) {
        return new NamedRowsQuery(engine, file).run(key);
    }

    private NamedRows run(Key key) {
        Optional<KeyColumn> time = key.time().flatMap(this::column);
        Optional<KeyColumn> id = key.id().flatMap(this::column);
        id.filter(column -> !canBeId(column.type())).ifPresent(column -> {
            throw unsuitable(column, "id");
        });
        List<@Nullable String> row = query("count(*), " + epoch(time, "min") + ", " + epoch(time, "max"), "");
        String rows = row.get(0);
        return new NamedRows(
                rows == null ? 0 : Long.parseLong(rows),
                rowName(time, id, row.get(1), "min"),
                rowName(time, id, row.get(2), "max"));
    }

    private Optional<KeyColumn> column(String name) {
        List<@Nullable String> found = engine.row(
                List.of(file),
                "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM " + Sql.parquet(file)
                        + ") WHERE column_name = " + Sql.text(name));
        String type = found.size() < 2 ? null : found.get(1);
        return type == null ? Optional.empty() : Optional.of(new KeyColumn(Sql.name(name), type));
    }

    private List<@Nullable String> query(String columns, String where) {
        return engine.row(List.of(file), "SELECT " + columns + " FROM " + Sql.parquet(file) + where);
    }

    /** Units since 1970; null without a time and for an infinite one. */
    private String epoch(Optional<KeyColumn> time, String extreme) {
        if (time.isEmpty()) {
            return "NULL";
        }
        String value = extreme + '(' + time.get().sql() + ')';
        return switch (time.get().type()) {
            case "DATE" -> "epoch_us(" + value + "::TIMESTAMP)";
            case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP WITH TIME ZONE" -> "epoch_us(" + value + ')';
            case "TIMESTAMP_NS" -> "epoch_ns(" + value + ')';
            default -> throw unsuitable(time.get(), "time");
        };
    }

    private static long unitsPerSecond(KeyColumn time) {
        return time.type().equals("TIMESTAMP_NS") ? 1_000_000_000L : 1_000_000L;
    }

    /** The rows among which ids decide: those of the extreme time, or all when no row has a time. */
    private String where(Optional<KeyColumn> time, String extreme) {
        if (time.isEmpty()) {
            return "";
        }
        String column = time.get().sql();
        return " WHERE " + column + " IS NOT DISTINCT FROM (SELECT " + extreme + '(' + column + ") FROM "
                + Sql.parquet(file) + ')';
    }

    private FileName.RowName rowName(
            Optional<KeyColumn> time, Optional<KeyColumn> id, @Nullable String epoch, String extreme) {
        String timeName = FileName.RowName.NONE.time();
        if (time.isPresent() && epoch != null) {
            timeName = RowNames.time(Math.floorDiv(Long.parseLong(epoch), unitsPerSecond(time.get())));
        }
        String idName =
                id.map(column -> idName(column, where(time, extreme), extreme)).orElse(FileName.RowName.NONE.id());
        return new FileName.RowName(timeName, idName);
    }

    /** A missing id sorts before every other. */
    private String idName(KeyColumn id, String where, String extreme) {
        boolean binary = id.type().equals("BLOB");
        String value = extreme + '(' + id.sql() + ')';
        String rendered = binary ? "hex(" + value + ')' : value + "::VARCHAR";
        List<@Nullable String> row = query("count(*) - count(" + id.sql() + "), " + rendered, where);
        String text = row.get(1);
        if (text == null || (extreme.equals("min") && !"0".equals(row.get(0)))) {
            return FileName.RowName.NONE.id();
        }
        if (binary) {
            return RowNames.id(HexFormat.of().parseHex(text));
        }
        // DuckDB leaves out the zero before the point when a decimal has no digit there.
        return RowNames.id(id.type().startsWith("DECIMAL(") ? new BigDecimal(text).toPlainString() : text);
    }

    private static boolean canBeId(String type) {
        return switch (type) {
            case "BLOB", "VARCHAR", "UUID", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT" -> true;
            case "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT" -> true;
            default -> type.startsWith("DECIMAL(");
        };
    }

    private Failure unsuitable(KeyColumn column, String role) {
        return new Failure(
                Failure.Kind.CONFIG,
                file + ": column " + column.sql() + " is " + column.type() + ", by which names cannot tell a row's "
                        + role);
    }
}
