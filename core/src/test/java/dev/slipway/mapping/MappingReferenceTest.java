package dev.slipway.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.data.Field;
import dev.slipway.data.RowBatches;
import dev.slipway.data.Rows;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a mapping makes of rows is what a plain reading of it, value by value, makes of them. */
final class MappingReferenceTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void mappedRowsAreThoseOfThePlainReading(long seed) {
        RandomMappings random = new RandomMappings(seed);
        for (int round = 0; round < 60; round++) {
            int bad = new int[] {0, 2, 40}[round % 3];
            RandomMappings.Case next = random.next(1 + random.random().nextInt(300), bad);
            NaiveMapping naive = new NaiveMapping(next.mapping(), next.table());
            next.rows().forEach(naive::add);

            BoundMapping bound = next.mapping().bind(next.table());
            MappedBatches mapped = bound.apply(RowBatches.stream(next.table(), next.rows(), 90, seed + round));

            String what =
                    "seed " + seed + ", round " + round + ": " + next.mapping().settings();
            checkRows(what, Rows.of(mapped, 70), naive.rows());
            assertThat(mapped.losses()).as(what).isEqualTo(naive.losses());
            assertThat(mapped.losses().rejected() + naive.rows().size())
                    .as(what)
                    .isEqualTo(next.rows().size());
            checkNulls(bound.table().schema(), naive.rows());
        }
    }

    /** Row by row, or a difference would be a message of megabytes. */
    private static void checkRows(
            String what, List<List<@Nullable Object>> found, List<List<@Nullable Object>> expected) {
        for (int i = 0; i < Math.min(found.size(), expected.size()); i++) {
            for (int c = 0; c < expected.get(i).size(); c++) {
                assertThat(found.get(i).get(c))
                        .as("%s%nrow %d, column %d", what, i, c)
                        .isEqualTo(expected.get(i).get(c));
            }
        }
        assertThat(found).as(what).hasSameSizeAs(expected);
    }

    private static void checkNulls(Schema schema, List<List<@Nullable Object>> rows) {
        for (int i = 0; i < schema.fields().size(); i++) {
            Field field = schema.fields().get(i);
            for (List<@Nullable Object> row : rows) {
                assertThat(field.nullable() || row.get(i) != null)
                        .as(field.name())
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void stepsThatClaimToBeInvertibleAre(long seed) {
        RandomMappings random = new RandomMappings(seed);
        for (Conversion conversion : RandomMappings.CONVERSIONS) {
            for (Optional<String> separator : List.of(Optional.<String>empty(), Optional.of(","))) {
                Steps steps =
                        new Steps(false, separator, Optional.of(conversion), true, Optional.empty(), Optional.empty());
                Table table = new Table("", "t", new Schema(List.of(Field.of("a", new Type.Text(), true))));
                ColumnRule rule =
                        new ColumnRule("a", false, Optional.of("b"), steps, List.of(), RandomMappings.place("a"));
                Mapping mapping = new Mapping("m.yaml", Optional.empty(), OnBadValue.ERROR, List.of(), List.of(rule));
                List<List<@Nullable Object>> rows = new ArrayList<>();
                for (int i = 0; i < 200; i++) {
                    String text = random.good(conversion);
                    rows.add(List.of(
                            separator.isEmpty() ? text : String.join(",", List.of(text, random.good(conversion)))));
                }
                BoundMapping bound = mapping.bind(table);
                assertThat(bound.losses()).isEmpty();

                List<List<@Nullable Object>> mapped =
                        Rows.of(bound.apply(RowBatches.stream(table, rows, 50, seed)), Integer.MAX_VALUE);

                assertThat(mapped.stream()
                                .map(row -> List.<Object>of(rendered(conversion, row.getFirst())))
                                .toList())
                        .as("seed %d, %s", seed, mapping.settings())
                        .isEqualTo(rows);
            }
        }
    }

    private static String rendered(Conversion conversion, @Nullable Object value) {
        if (value instanceof List<?> list) {
            return String.join(
                    ",",
                    list.stream()
                            .map(element -> NaiveMapping.render(conversion, element))
                            .toList());
        }
        return value == null ? "" : NaiveMapping.render(conversion, value);
    }
}
