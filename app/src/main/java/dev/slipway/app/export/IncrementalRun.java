package dev.slipway.app.export;

import dev.slipway.Failure;
import dev.slipway.data.Table;
import dev.slipway.job.Context;
import dev.slipway.job.Earlier;
import dev.slipway.job.Event;
import dev.slipway.job.Export;
import dev.slipway.job.Plan;
import dev.slipway.job.Verifier;
import dev.slipway.mapping.MappedSession;
import dev.slipway.postgres.Manners;
import dev.slipway.postgres.PostgresSource;
import dev.slipway.postgres.PostgresUnit;
import dev.slipway.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Table after table goes on after what was exported of it. One that fails does not stop the others. */
final class IncrementalRun {
    private final Parts parts;

    IncrementalRun(Parts parts) {
        this.parts = parts;
    }

    /**
     * What it works with.
     *
     * @param how the job goes on
     * @param manners those of all ranges, but for the name of each one's run
     */
    record Parts(
            ExportJob job,
            Incremental how,
            Store store,
            Manners manners,
            Context context,
            Optional<Verifier> verifier) {}

    /** What would become of each range; nothing is done. */
    List<RangeTold> look() {
        List<RangeTold> told = new ArrayList<>();
        for (Table table : tables()) {
            TableIncrement one = new TableIncrement(parts, table);
            one.look();
            told.addAll(one.told());
        }
        return told;
    }

    /** Does it. */
    Exported run() {
        List<Export.Result> results = new ArrayList<>();
        List<RangeTold> told = new ArrayList<>();
        for (Table table : tables()) {
            TableIncrement one = new TableIncrement(parts, table);
            try {
                one.run();
                results.addAll(one.results());
            } catch (Failure e) {
                results.addAll(one.results());
                results.add(new Export.Result.Failed(table.qualifiedName(), e));
                parts.context().events().accept(new Event.TableFailed(table.qualifiedName(), e.kind(), e.text()));
            }
            told.addAll(one.told());
        }
        return new Exported(results, told);
    }

    /** By the source's own names: a key is spoken of in its terms. */
    private List<Table> tables() {
        PostgresSource source = new PostgresSource(parts.job().from(), parts.manners());
        try (MappedSession<PostgresUnit> look = MappedSession.of(
                source.look(parts.context(), Earlier.NONE), parts.job().mappings())) {
            return look.plan().tables().stream().map(Plan.PlannedTable::table).toList();
        }
    }
}
