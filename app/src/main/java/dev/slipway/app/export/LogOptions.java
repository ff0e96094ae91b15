package dev.slipway.app.export;

import dev.slipway.app.Wiring;
import dev.slipway.app.console.LogEvents;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where what happens is written down, besides the ledger. */
public final class LogOptions {
    @Option(
            names = "--log",
            paramLabel = "FILE",
            description = "Append a line to this file for each thing that happens.")
    private @Nullable Path log;

    @Option(
            names = "--log-format",
            paramLabel = "logfmt|json|lines",
            defaultValue = "logfmt",
            description =
                    "How these lines are written; lines: only of files that were made, and of what went wrong (default:"
                            + " ${DEFAULT-VALUE}).")
    private LogEvents.Form form = LogEvents.Form.LOGFMT;

    Optional<LogEvents> open(PrintWriter err, String run, String job) {
        return Optional.ofNullable(log).map(file -> LogEvents.append(file, err, form, Wiring.clock(), run, job));
    }
}
