package dev.slipway.job;

import dev.slipway.Failure;
import dev.slipway.ledger.Outcome;
import java.util.List;

/** What became of a run, from what became of its tables. */
final class Outcomes {
    private Outcomes() {}

    static Outcome of(List<Export.Result> results, boolean warned) {
        int published = 0;
        long rows = 0;
        long bytes = 0;
        boolean cancelled = false;
        for (Export.Result result : results) {
            switch (result) {
                case Export.Result.Published done -> {
                    published++;
                    rows += done.rows().rows();
                    bytes += done.bytes();
                }
                case Export.Result.Failed failed ->
                    cancelled |= failed.failure().kind() == Failure.Kind.CANCELLED;
            }
        }
        int failed = results.size() - published;
        Outcome.Status status = failed == 0
                ? (warned ? Outcome.Status.DEGRADED : Outcome.Status.SUCCESS)
                : cancelled
                        ? Outcome.Status.INTERRUPTED
                        : published > 0 ? Outcome.Status.PARTIAL : Outcome.Status.FAILED;
        return new Outcome(status, published, failed, rows, bytes);
    }
}
