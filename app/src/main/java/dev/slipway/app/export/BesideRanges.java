package dev.slipway.app.export;

import dev.slipway.job.ExportSettings;
import dev.slipway.job.RunSettings;
import dev.slipway.ledger.Planned;
import dev.slipway.postgres.PostgresOptions;
import java.util.Optional;

/**
 * What was asked for of an export that goes on after an earlier one, and does not go with that.
 *
 * @param option as options say it
 * @param key as job files say it
 */
public record BesideRanges(String option, String key) {
    /** Why it does not; the name of what is asked for follows. */
    public static final String WHY =
            "chooses the rows of each range, takes a snapshot for each, and publishes range after"
                    + " range: it does not go with ";

    static Optional<BesideRanges> of(PostgresOptions from, ExportSettings settings, Conduct conduct) {
        if (from.where().isPresent()) {
            return found("--where", "source.postgres.where");
        }
        if (from.query().isPresent()) {
            return found("--query", "source.postgres.query");
        }
        if (settings.replaceSelection()) {
            return found("--replace", "layout.replace");
        }
        if (conduct.how().mode() == Planned.Mode.APPEND) {
            return found("--append", "mode: append");
        }
        if (conduct.how().publish() == RunSettings.Publish.PLAN) {
            return found("--publish plan", "publish: plan");
        }
        return conduct.snapshot() == Conduct.Snapshot.TABLE
                ? found("--snapshot table", "snapshot: table")
                : Optional.empty();
    }

    private static Optional<BesideRanges> found(String option, String key) {
        return Optional.of(new BesideRanges(option, key));
    }
}
