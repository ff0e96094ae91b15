package dev.slipway.mapping;

import dev.slipway.Failure;
import dev.slipway.data.Field;
import dev.slipway.data.Losses;
import dev.slipway.data.RowBatches;
import dev.slipway.data.Rows;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.TypeText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/** What the mapping of one YAML text makes of a small table. */
final class Mapped {
    private final BoundMapping bound;
    private final Table source;
    private Losses losses = Losses.NONE;

    private Mapped(Mapping mapping, Table source) {
        this.source = source;
        bound = mapping.bind(source);
    }

    /** {@code columns}: names and types in turn. */
    static Mapped of(String yaml, String... columns) {
        return new Mapped(MappingFile.parse("mapping: 1\n" + yaml, "m.yaml"), table(columns));
    }

    /** One column called {@code a}, of text that may be null, and its steps. */
    static Mapped text(String steps) {
        return of("columns: {a: {" + steps + "}}", "a", "text?");
    }

    static Table table(String... columns) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < columns.length; i += 2) {
            fields.add(TypeText.field(columns[i], columns[i + 1]));
        }
        return new Table("public", "t", new Schema(fields));
    }

    BoundMapping bound() {
        return bound;
    }

    Field field(String name) {
        Schema schema = bound.table().schema();
        return schema.fields().get(schema.position(name).orElseThrow());
    }

    /** What becomes of rows. */
    List<List<@Nullable Object>> rows(List<List<@Nullable Object>> rows) {
        MappedBatches mapped = bound.apply(RowBatches.stream(source, rows, 7, 1));
        List<List<@Nullable Object>> found = Rows.of(mapped, 5);
        losses = mapped.losses();
        return found;
    }

    /** What becomes of one row. */
    List<@Nullable Object> row(@Nullable Object... values) {
        return rows(List.of(Arrays.asList(values))).getFirst();
    }

    /** What becomes of the values of the only column. */
    List<@Nullable Object> values(@Nullable Object... values) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Object value : values) {
            rows.add(Arrays.asList(value));
        }
        List<@Nullable Object> mapped = new ArrayList<>();
        rows(rows).forEach(row -> mapped.add(row.getFirst()));
        return mapped;
    }

    /** Why a row is refused. */
    String refusal(@Nullable Object... values) {
        Failure failure = Assertions.catchThrowableOfType(Failure.class, () -> row(values));
        Assertions.assertThat(failure)
                .as("%s is taken", Arrays.toString(values))
                .isNotNull();
        Assertions.assertThat(failure.kind()).isEqualTo(Failure.Kind.INPUT);
        return failure.text();
    }

    Losses losses() {
        return losses;
    }
}
