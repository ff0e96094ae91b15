package dev.slipway.job;

import dev.slipway.data.Field;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.TypeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Small tables of the shape that archives have: an id, a time, something else. */
public final class Sample {
    static final Key KEY = new Key(Optional.of("at"), Optional.of("id"));

    private Sample() {}

    static Table table(String name) {
        List<Field> fields = List.of(
                TypeText.field("id", "text"),
                TypeText.field("at", "timestamp(micros,local)?"),
                TypeText.field("size", "int64?"),
                TypeText.field("tags", "list<text?>?"));
        return new Table("public", name, new Schema(fields));
    }

    /** Rows {@code from … to}, told apart from those of another {@code edition}. */
    public static List<List<@Nullable Object>> rows(int from, int to, int edition) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = from; i < to; i++) {
            List<@Nullable Object> row = new ArrayList<>();
            row.add("id" + i);
            row.add(i % 5 == 4 ? null : i * 1_000_000L);
            row.add(i % 3 == 0 ? null : (long) i * edition);
            row.add(i % 4 == 0 ? null : List.of("t" + i, "é"));
            rows.add(row);
        }
        return rows;
    }

    static Plan.PlannedTable<MemorySource.Piece> planned(String name, List<List<List<@Nullable Object>>> pieces) {
        return MemorySource.table(table(name), KEY, "public." + name, pieces);
    }

    /** A source of one table in pieces. */
    public static MemorySource source(String name, List<List<List<@Nullable Object>>> pieces) {
        return new MemorySource(List.of(planned(name, pieces)));
    }

    static List<List<@Nullable Object>> all(List<List<List<@Nullable Object>>> pieces) {
        return pieces.stream().flatMap(List::stream).toList();
    }
}
