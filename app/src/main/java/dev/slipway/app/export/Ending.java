package dev.slipway.app.export;

import dev.slipway.Failure;
import dev.slipway.app.ExitCode;
import dev.slipway.job.Export;
import java.util.List;

/** What an export ends with: the process' status, and what is said last. */
public enum Ending {
    /** All published: done; some: partial; none: as the first failure says. */
    EXPORT,
    /** Failed if any failed; which ones did not is listed at the end. */
    ARCHIVE;

    int exitCode(List<Export.Result> results) {
        List<Failure> failures = results.stream()
                .filter(Export.Result.Failed.class::isInstance)
                .map(result -> ((Export.Result.Failed) result).failure())
                .toList();
        if (failures.isEmpty()) {
            return ExitCode.DONE;
        }
        if (failures.stream().anyMatch(failure -> failure.kind() == Failure.Kind.CANCELLED)) {
            return ExitCode.INTERRUPTED;
        }
        return switch (this) {
            case EXPORT -> failures.size() == results.size() ? ExitCode.of(failures.getFirst()) : ExitCode.PARTIAL;
            case ARCHIVE -> ExitCode.FAILED;
        };
    }
}
