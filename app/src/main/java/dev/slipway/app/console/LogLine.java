package dev.slipway.app.console;

import dev.slipway.job.Event;
import java.util.Locale;
import java.util.Optional;

/** What a log for people says of an event: level, what it is about, and its figures. */
final class LogLine {
    private static final double KILO = 1_024;

    private LogLine() {}

    /** Empty for what is not worth a line. */
    static Optional<String> of(Event event) {
        return switch (event) {
            case Event.Converted e -> Optional.of(converted(e));
            case Event.Warned e -> Optional.of("[WARN] export:parquet " + Words.printable(e.text()));
            case Event.Lossy e -> Optional.of("[WARN] export:parquet " + Words.printable(e.text()));
            case Event.TableFailed e ->
                Optional.of("[ERROR] export:parquet table=" + Words.printable(e.table() + ' ' + e.text()));
            case Event.Fenced e ->
                Optional.of("[ERROR] export:parquet table=" + Words.printable(e.table() + ' ' + e.text()));
            case Event.Ended e ->
                Optional.of("[INFO] export:parquet status="
                        + e.outcome().status().name().toLowerCase(Locale.ROOT) + " seconds="
                        + String.format(Locale.ROOT, "%.1f", e.took().toMillis() / 1e3));
            case Event.PartitionJudged e -> Optional.empty();
            case Event.Started e -> Optional.empty();
            case Event.Planned e -> Optional.empty();
            case Event.UnitStarted e -> Optional.empty();
            case Event.UnitCompared e -> Optional.empty();
            case Event.Progress e -> Optional.empty();
            case Event.FileWritten e -> Optional.empty();
            case Event.FileVerified e -> Optional.empty();
            case Event.UnitDone e -> Optional.empty();
            case Event.UnitFailed e -> Optional.empty();
            case Event.Sending e -> Optional.empty();
            case Event.FileSent e -> Optional.empty();
            case Event.FilePublished e -> Optional.empty();
            case Event.FileRemoved e -> Optional.empty();
            case Event.RolledForward e -> Optional.empty();
            case Event.TablePublished e -> Optional.empty();
        };
    }

    private static String converted(Event.Converted e) {
        return String.format(
                Locale.ROOT,
                "[INFO] export:parquet file=%s rows=%d compressed_kb=%.0f ratio=%.1f%%",
                Words.printable(e.key().substring(e.key().lastIndexOf('/') + 1)),
                e.rows(),
                Math.ceil(e.bytesOut() / KILO),
                e.bytesIn() == 0 ? 0 : 100 * (1 - (double) e.bytesOut() / e.bytesIn()));
    }
}
