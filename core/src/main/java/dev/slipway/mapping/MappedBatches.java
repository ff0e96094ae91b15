package dev.slipway.mapping;

import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import dev.slipway.data.Column;
import dev.slipway.data.Emptied;
import dev.slipway.data.Losses;
import dev.slipway.data.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rows with a mapping applied, column by column. Columns that nothing happens to are passed on as they are. */
public final class MappedBatches implements Batches {
    private final Batches source;
    private final Table table;
    private final BatchRows rows;
    private final List<MappedColumn> columns = new ArrayList<>();

    /** Those that may reject a row come first, so that the others do not count what is in such a row. */
    private final int[] order;

    private final Map<Integer, Promote> promotions = new HashMap<>();
    private long rowsIn;
    private long rowsOut;

    MappedBatches(Batches source, Table table, List<ColumnPlan> plans, BatchRows rows) {
        this.source = source;
        this.table = table;
        this.rows = rows;
        plans.forEach(plan -> columns.add(new MappedColumn(plan, rows)));
        order = IntStream.concat(
                        IntStream.range(0, plans.size())
                                .filter(i -> plans.get(i).rejects()),
                        IntStream.range(0, plans.size())
                                .filter(i -> !plans.get(i).rejects()))
                .toArray();
        for (ColumnPlan plan : plans) {
            if (plan.promotion().isPresent() && !promotions.containsKey(plan.source())) {
                promotions.put(plan.source(), promote(plan.source()));
            }
        }
    }

    private Promote promote(int position) {
        List<JsonPointer> pointers = new ArrayList<>();
        List<Promoted> promoted = new ArrayList<>();
        for (MappedColumn column : columns) {
            if (column.plan().source() == position && column.promoted().isPresent()) {
                pointers.add(column.plan().promotion().orElseThrow());
                promoted.add(column.promoted().get());
            }
        }
        return new Promote(pointers, promoted);
    }

    @Override
    public @Nullable Batch next(int rowsMax) {
        for (Batch batch = source.next(rowsMax); batch != null; batch = source.next(rowsMax)) {
            Batch mapped = map(batch);
            rowsIn += batch.rows();
            rowsOut += mapped.rows();
            if (mapped.rows() > 0) {
                return mapped;
            }
        }
        check();
        return null;
    }

    /** Whoever relies on the rows relies on this: what is not in the files was counted. */
    private void check() {
        long rejected = losses().rejected();
        if (rowsIn != rowsOut + rejected) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "of %d rows of %s that were read, %d were mapped and %d rejected",
                    rowsIn,
                    table.qualifiedName(),
                    rowsOut,
                    rejected));
        }
    }

    private Batch map(Batch batch) {
        rows.begin(batch);
        promotions.forEach((position, promote) ->
                promote.read((Column.Bytes) batch.columns().get(position), batch.rows()));
        Column[] mapped = new Column[columns.size()];
        for (int position : order) {
            mapped[position] = columns.get(position).of(batch);
        }
        Batch all = new Batch(table, batch.rows(), List.of(mapped));
        return rows.rejected() == 0 ? all : all.at(rows.kept());
    }

    @Override
    public Losses losses() {
        return new Losses(columns.stream()
                .flatMap(column -> column.bad().stream())
                .map(BadValues::losses)
                .toList());
    }

    @Override
    public Optional<List<Emptied>> emptied() {
        return Optional.of(
                columns.stream().flatMap(column -> column.emptied().stream()).toList());
    }

    @Override
    public void close() {
        source.close();
    }

    /** A column with its own steps. */
    private static final class MappedColumn {
        private final ColumnPlan plan;
        private final Optional<Promoted> promoted;
        private final Optional<Chain> step;
        private final Optional<BadValues> bad;

        MappedColumn(ColumnPlan plan, BatchRows rows) {
            this.plan = plan;
            promoted = plan.promotion().map(pointer -> new Promoted(plan.promotedAsJson()));
            step = plan.pipeline().flatMap(Pipeline::step);
            bad = plan.pipeline().map(steps -> new BadValues(steps.policy(), plan.label(), steps.typeBefore(), rows));
        }

        ColumnPlan plan() {
            return plan;
        }

        Optional<Promoted> promoted() {
            return promoted;
        }

        Optional<BadValues> bad() {
            return bad;
        }

        /** What could not be told apart any more: only where the source may have both. */
        Optional<Emptied> emptied() {
            return step.filter(steps -> plan.promotion().isEmpty()
                            && plan.pipeline().filter(Pipeline::blurs).isPresent())
                    .flatMap(Chain::emptying)
                    .map(emptying -> emptying.emptied(plan.label()));
        }

        Column of(Batch batch) {
            Column column = batch.columns().get(plan.source());
            if (bad.isEmpty()) {
                return column;
            }
            if (promoted.isPresent()) {
                column = promoted.get().column((Column.Bytes) column, batch.rows(), bad.get());
            }
            return step.isPresent() ? step.get().apply(column, batch.rows(), bad.get()) : column;
        }
    }
}
