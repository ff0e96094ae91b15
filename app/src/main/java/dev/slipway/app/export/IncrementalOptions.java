package dev.slipway.app.export;

import dev.slipway.Failure;
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
        return job.goingOn(how(ranges));
    }

    private Incremental how(int ranges) {
        try {
            return new Incremental(key, ranges);
        } catch (IllegalArgumentException e) {
            throw refused("--incremental " + e.getMessage());
        }
    }

    private int ranges() {
        try {
            return Incremental.ranges(reconcile);
        } catch (IllegalArgumentException e) {
            throw refused("--reconcile is " + Incremental.RECONCILE + ", not '" + reconcile + "'");
        }
    }

    private static Failure refused(String what) {
        return new Failure(Failure.Kind.CONFIG, what);
    }
}
