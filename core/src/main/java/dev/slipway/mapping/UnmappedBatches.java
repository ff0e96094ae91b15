package dev.slipway.mapping;

import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import dev.slipway.data.Column;
import dev.slipway.data.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Mapped rows as the source had them, column by column. Columns that nothing happened to are passed on as they are. */
final class UnmappedBatches implements Batches {
    private static final String ADVICE = "; the file does not hold what the mapping gives, and cannot be had as it was";

    private final Batches mapped;
    private final Table source;
    private final BatchRows rows;
    private final List<Undone> columns = new ArrayList<>();

    /**
     * A column of the source.
     *
     * @param place of what it became
     * @param step what makes it of that; empty if it is that
     */
    record Way(int place, Optional<Chain> step) {}

    private record Undone(Way way, BadValues bad) {
        Column of(Batch batch) {
            Column column = batch.columns().get(way.place());
            return way.step().isPresent() ? way.step().get().apply(column, batch.rows(), bad) : column;
        }
    }

    /** {@code ways}: one for each column of {@code source}, their steps for nobody else. */
    UnmappedBatches(Batches mapped, Table table, Table source, List<Way> ways) {
        this.mapped = mapped;
        this.source = source;
        rows = new BatchRows(table, List.of(), ADVICE);
        for (Way way : ways) {
            String name = table.schema().fields().get(way.place()).name();
            columns.add(new Undone(
                    way,
                    new BadValues(
                            OnBadValue.ERROR,
                            name,
                            table.schema().fields().get(way.place()).type(),
                            rows)));
        }
    }

    @Override
    public @Nullable Batch next(int rowsMax) {
        Batch batch = mapped.next(rowsMax);
        if (batch == null) {
            return null;
        }
        rows.begin(batch);
        return new Batch(
                source,
                batch.rows(),
                columns.stream().map(column -> column.of(batch)).toList());
    }

    @Override
    public void close() {
        mapped.close();
    }
}
