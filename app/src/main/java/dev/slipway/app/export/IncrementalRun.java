package dev.slipway.app.export;

import dev.slipway.Failure;
import dev.slipway.app.ExitCode;
import dev.slipway.data.Table;
import dev.slipway.job.Earlier;
import dev.slipway.job.Event;
import dev.slipway.job.Export;
import dev.slipway.job.Plan;
import dev.slipway.mapping.MappedSession;
import dev.slipway.postgres.PostgresSource;
import dev.slipway.postgres.PostgresUnit;
import java.util.ArrayList;
import java.util.List;

/** Table after table goes on after what was exported of it. One that fails does not stop the others. */
final class IncrementalRun {
    private final OneExport export;
    private final ExportJob job;
    private final Incremental how;
    private final boolean dryRun;
    private final List<RangeTold> told = new ArrayList<>();

    IncrementalRun(OneExport export, ExportJob job, Incremental how, boolean dryRun) {
        this.export = export;
        this.job = job;
        this.how = how;
        this.dryRun = dryRun;
    }

    /** Does it, and says what became of each range; returns the exit status. */
    int run() {
        RangeReport report = new RangeReport(export.console(), export.machine());
        if (dryRun) {
            tables().forEach(table -> {
                TableIncrement one = new TableIncrement(export, job, how, table);
                one.look();
                told.addAll(one.told());
            });
            report.look(told);
            return ExitCode.DONE;
        }
        int status = export.tell(job, () -> {
            List<Export.Result> results = exported();
            report.tell(told);
            return results;
        });
        return status == ExitCode.DONE && RangeReport.differs(told) ? ExitCode.FAILED : status;
    }

    private List<Export.Result> exported() {
        List<Export.Result> results = new ArrayList<>();
        for (Table table : tables()) {
            TableIncrement one = new TableIncrement(export, job, how, table);
            try {
                one.run();
                results.addAll(one.results());
            } catch (Failure e) {
                results.addAll(one.results());
                results.add(new Export.Result.Failed(table.qualifiedName(), e));
                export.context().events().accept(new Event.TableFailed(table.qualifiedName(), e.kind(), e.text()));
            }
            told.addAll(one.told());
        }
        return results;
    }

    /** By the source's own names: a key is spoken of in its terms. */
    private List<Table> tables() {
        try (MappedSession<PostgresUnit> look =
                MappedSession.of(new PostgresSource(job.from()).look(export.context(), Earlier.NONE), job.mappings())) {
            return look.plan().tables().stream().map(Plan.PlannedTable::table).toList();
        }
    }
}
