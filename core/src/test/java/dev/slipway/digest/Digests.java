package dev.slipway.digest;

import dev.slipway.data.Batch;
import dev.slipway.data.Field;
import dev.slipway.data.RowBatches;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Short ways to a digest, for tests that compare two. */
final class Digests {
    private Digests() {}

    static Table table(Field... fields) {
        return new Table("", "t", new Schema(List.of(fields)));
    }

    static Field field(String name, Type type) {
        return Field.of(name, type, true);
    }

    static Field mandatory(String name, Type type) {
        return Field.of(name, type, false);
    }

    static List<@Nullable Object> row(@Nullable Object... values) {
        return new ArrayList<>(Arrays.asList(values));
    }

    @SafeVarargs
    static Digest of(Table table, List<@Nullable Object>... rows) {
        List<List<@Nullable Object>> all = new ArrayList<>();
        for (List<@Nullable Object> row : rows) {
            all.add(row);
        }
        return of(table, all);
    }

    static Digest of(Table table, List<List<@Nullable Object>> rows) {
        return of(rows.isEmpty() ? List.of() : List.of(RowBatches.tidy(table, rows)), table);
    }

    static Digest of(List<Batch> batches, Table table) {
        Digester digester = new Digester(table.schema());
        batches.forEach(digester::add);
        return digester.digest();
    }

    /** The digest of one row that has this value in a column {@code c}. */
    static Digest one(Type type, @Nullable Object value) {
        return of(table(field("c", type)), row(value));
    }
}
