package dev.slipway.mapping;

import dev.slipway.data.Batches;
import dev.slipway.data.Field;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.format.SchemaJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A mapping that was checked against a table. Immutable. */
public final class BoundMapping {
    /** Under this key, the origin of a field that was mapped tells what was done. */
    public static final String ORIGIN = "slipway.mapping";

    private final Mapping mapping;
    private final Table source;
    private final Table table;
    private final List<ColumnPlan> plans;
    private final List<Integer> key;
    private final Map<String, String> losses;

    BoundMapping(
            Mapping mapping,
            Table source,
            Table table,
            List<ColumnPlan> plans,
            List<Integer> key,
            Map<String, String> losses) {
        this.mapping = mapping;
        this.source = source;
        this.table = table;
        this.plans = List.copyOf(plans);
        this.key = key;
        this.losses = Map.copyOf(losses);
    }

    /** The table as the mapping makes it. Each field's origin says what was done to it. */
    public Table table() {
        return table;
    }

    /** The table that was mapped. */
    Table source() {
        return source;
    }

    List<ColumnPlan> plans() {
        return plans;
    }

    /** What files remember, so that their rows can be had as they were. Of a column that was dropped, no more than its type. */
    Map<String, String> footer() {
        List<Field> fields = source.schema().fields().stream()
                .map(field -> nameOf(field.name()).isPresent()
                        ? field
                        : new Field(field.name(), field.type(), field.nullable(), field.id(), Map.of()))
                .toList();
        return Map.of(
                FileFooter.MAPPING,
                MappingJson.write(mapping),
                FileFooter.SOURCE,
                SchemaJson.write(new Table(source.namespace(), source.name(), new Schema(fields))));
    }

    /** As {@link Mapping#settings()}. */
    public String settings() {
        return mapping.settings();
    }

    /**
     * What cannot be made again of the mapped rows, and why: names of columns at the source, of promoted ones their own.
     * Empty if every step is invertible.
     */
    public Map<String, String> losses() {
        return losses;
    }

    /** What the source's column called {@code column} is called now; empty if it was dropped. */
    public Optional<String> nameOf(String column) {
        return plans.stream()
                .filter(plan -> plan.promotion().isEmpty())
                .filter(plan ->
                        source.schema().fields().get(plan.source()).name().equals(column))
                .findFirst()
                .map(plan -> plan.field().name());
    }

    /**
     * The columns by which rows are still sorted that were sorted by these: as far as values are what they were, and under
     * their present names.
     */
    public List<String> sorted(List<String> columns) {
        List<String> still = new ArrayList<>();
        for (String column : columns) {
            Optional<String> name = plans.stream()
                    .filter(plan -> plan.pipeline().isEmpty())
                    .filter(plan ->
                            source.schema().fields().get(plan.source()).name().equals(column))
                    .findFirst()
                    .map(plan -> plan.field().name());
            if (name.isEmpty()) {
                break;
            }
            still.add(name.get());
        }
        return still;
    }

    /**
     * The rows of the table, mapped. The result takes over {@code rows}, and closes it; its batches are lent as theirs are.
     */
    public MappedBatches apply(Batches rows) {
        return new MappedBatches(rows, table, plans, new BatchRows(source, key));
    }
}
