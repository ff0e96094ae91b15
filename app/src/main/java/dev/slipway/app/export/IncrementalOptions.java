package dev.slipway.app.export;

import dev.slipway.Failure;
import dev.slipway.job.RunSettings;
import dev.slipway.ledger.Planned;
import java.util.List;
import picocli.CommandLine.Option;

/** How an export goes on after what was exported before. */
final class IncrementalOptions {
    @Option(
            names = "--incremental",
            paramLabel = "KEY,ID",
            split = ",",
            hideParamSyntax = true,
            description =
                    "Take only rows after the last one that was exported, by one or two columns that are never null and"
                            + " grow with each new row. Text is ordered by its bytes.")
    private List<String> key = List.of();

    @Option(
            names = "--reconcile",
            paramLabel = "all|none|N",
            defaultValue = "all",
            description =
                    "With --incremental: how many of the ranges exported before, the latest first, are compared with"
                            + " the source again, so that late, changed and deleted rows are found (default: ${DEFAULT-VALUE}).")
    private String reconcile = "all";

    /** The job as it goes on after what was exported before, if that is asked for, and goes with the rest. */
    ExportJob of(ExportJob job) {
        int ranges = ranges();
        if (key.isEmpty()) {
            if (ranges != Incremental.ALL) {
                throw refused("--reconcile compares what --incremental exported: name its key");
            }
            return job;
        }
        if (key.size() > 2 || key.stream().anyMatch(String::isBlank)) {
            throw refused("--incremental names one column or two, not " + String.join(",", key));
        }
        requireAlone(job);
        return job.goingOn(new Incremental(key.stream().map(String::strip).toList(), ranges));
    }

    private static void requireAlone(ExportJob job) {
        Conduct conduct = job.conduct();
        String other = job.from().where().isPresent()
                ? "--where"
                : job.from().query().isPresent()
                        ? "--query"
                        : job.settings().replaceSelection()
                                ? "--replace"
                                : conduct.how().mode() == Planned.Mode.APPEND
                                        ? "--append"
                                        : conduct.how().publish() == RunSettings.Publish.PLAN ? "--publish plan" : "";
        if (!other.isEmpty()) {
            throw refused(
                    "--incremental chooses the rows of each range, and publishes range after range: it does not go"
                            + " with " + other);
        }
    }

    private int ranges() {
        if (reconcile.equals("all")) {
            return Incremental.ALL;
        }
        if (reconcile.equals("none")) {
            return 0;
        }
        if (!reconcile.matches("\\d{1,6}")) {
            throw refused("--reconcile is all, none or a number of ranges, not '" + reconcile + "'");
        }
        return Integer.parseInt(reconcile);
    }

    private static Failure refused(String what) {
        return new Failure(Failure.Kind.CONFIG, what);
    }
}
