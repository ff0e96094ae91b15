package dev.slipway.duckdb;

import dev.slipway.data.Field;
import dev.slipway.data.Schema;
import dev.slipway.data.Type;
import dev.slipway.parquet.Chunk;
import dev.slipway.parquet.ParquetFile;
import dev.slipway.parquet.RowGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a query asks of the rows of a table, held against the statistics of its files: a file of which no row can be asked for is not
 * needed. What is not understood rules nothing out.
 */
public final class ScanFilter {
    private final Condition condition;

    private ScanFilter(Condition condition) {
        this.condition = condition;
    }

    /**
     * Reads what {@link SqlSession#scans} says of a table.
     *
     * @param scans for each place at which the table is read, the filters that all hold there
     */
    public static ScanFilter of(List<List<String>> scans, Schema schema) {
        // A column is written as it is called, whatever that is: it could look like a condition.
        if (!schema.fields().stream().allMatch(ScanFilter::isWord)) {
            return new ScanFilter(new Condition.Unknown());
        }
        List<Condition> any = new ArrayList<>();
        for (List<String> filters : scans) {
            List<Condition> all = new ArrayList<>();
            for (String filter : filters) {
                Optional<Condition> read = ConditionText.read(filter);
                if (read.isEmpty()) {
                    return new ScanFilter(new Condition.Unknown());
                }
                all.add(read.get());
            }
            any.add(new Condition.And(all));
        }
        return new ScanFilter(new Condition.Or(any));
    }

    private static boolean isWord(Field field) {
        return field.name().matches("[A-Za-z_]\\w*") && !(field.type() instanceof Type.Struct s && !words(s.fields()));
    }

    private static boolean words(List<Field> fields) {
        return fields.stream().allMatch(ScanFilter::isWord);
    }

    /** Whether all rows may be asked for, so that no file needs to be looked at. */
    public boolean all() {
        return unknown(condition);
    }

    private static boolean unknown(Condition condition) {
        return switch (condition) {
            case Condition.And and -> and.parts().stream().allMatch(ScanFilter::unknown);
            case Condition.Or or -> or.parts().stream().anyMatch(ScanFilter::unknown);
            case Condition.Compared compared -> false;
            case Condition.Present present -> false;
            case Condition.Unknown other -> true;
        };
    }

    /** Whether a row of the file may be asked for. */
    public boolean mayMatch(ParquetFile file) {
        List<Optional<Field>> leaves = new ArrayList<>();
        file.table().schema().fields().forEach(field -> addLeaves(Optional.of(field), field.type(), leaves));
        Predicate<RowGroup> possible =
                group -> group.chunks().size() != leaves.size() || possible(condition, group, leaves);
        return file.rowGroups().stream().filter(group -> group.rows() > 0).anyMatch(possible);
    }

    /** A column that is a leaf itself by its field, all others by their number alone. */
    private static void addLeaves(Optional<Field> column, Type type, List<Optional<Field>> leaves) {
        switch (type) {
            case Type.ListOf list -> addLeaves(Optional.empty(), list.element().type(), leaves);
            case Type.MapOf map -> {
                addLeaves(Optional.empty(), map.key().type(), leaves);
                addLeaves(Optional.empty(), map.value().type(), leaves);
            }
            case Type.Struct struct ->
                struct.fields().forEach(field -> addLeaves(Optional.empty(), field.type(), leaves));
            case Type.Bool b -> leaves.add(column);
            case Type.Int i -> leaves.add(column);
            case Type.Floating f -> leaves.add(column);
            case Type.Decimal d -> leaves.add(column);
            case Type.Text t -> leaves.add(column);
            case Type.Bytes b -> leaves.add(column);
            case Type.Uuid u -> leaves.add(column);
            case Type.Json j -> leaves.add(column);
            case Type.Date d -> leaves.add(column);
            case Type.Time t -> leaves.add(column);
            case Type.Timestamp t -> leaves.add(column);
        }
    }

    private static boolean possible(Condition condition, RowGroup group, List<Optional<Field>> leaves) {
        return switch (condition) {
            case Condition.And and -> and.parts().stream().allMatch(part -> possible(part, group, leaves));
            case Condition.Or or -> or.parts().stream().anyMatch(part -> possible(part, group, leaves));
            case Condition.Compared compared -> {
                int leaf = leaf(compared.column(), leaves);
                yield leaf < 0
                        || ChunkBounds.of(
                                        group.chunks().get(leaf),
                                        leaves.get(leaf).orElseThrow())
                                .mayHold(compared);
            }
            case Condition.Present present -> {
                int leaf = leaf(present.column(), leaves);
                yield leaf < 0 || mayBe(present.present(), group.chunks().get(leaf));
            }
            case Condition.Unknown other -> true;
        };
    }

    /** DuckDB calls a column as the file does, but for those whose names differ by case alone, of which nothing is said here. */
    private static int leaf(String column, List<Optional<Field>> leaves) {
        int found = -1;
        for (int i = 0; i < leaves.size(); i++) {
            if (leaves.get(i).isPresent() && leaves.get(i).get().name().equalsIgnoreCase(column)) {
                if (found >= 0) {
                    return -1;
                }
                found = i;
            }
        }
        return found;
    }

    private static boolean mayBe(boolean present, Chunk chunk) {
        if (chunk.nulls().isEmpty()) {
            return true;
        }
        long nulls = chunk.nulls().getAsLong();
        return present ? nulls < chunk.values() : nulls > 0;
    }
}
