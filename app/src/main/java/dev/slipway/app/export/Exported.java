package dev.slipway.app.export;

import dev.slipway.app.ExitCode;
import dev.slipway.job.Export;
import java.util.List;

/**
 * What was exported.
 *
 * @param results one or more for each table
 * @param ranges what became of the ranges of tables that go on after what was exported before
 */
record Exported(List<Export.Result> results, List<RangeTold> ranges) {
    /** Of tables as a whole. */
    static Exported whole(List<Export.Result> results) {
        return new Exported(results, List.of());
    }

    /** The process' exit status: it also fails when files that are left alone are not what the source has. */
    int exitCode(Ending ending) {
        int status = ending.exitCode(results);
        boolean differs = ranges.stream().anyMatch(range -> range.state() == RangeTold.State.DIFFERS);
        return status == ExitCode.DONE && differs ? ExitCode.FAILED : status;
    }
}
