package dev.slipway.app.console;

import dev.slipway.job.Event;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** An event as an object for machines: {@code {"event":"file-written",…}}. */
final class EventNode {
    private EventNode() {}

    /** Empty for what comes too often to be worth a line. */
    static Optional<ObjectNode> of(Event event) {
        ObjectNode node = JsonEvents.node();
        return switch (event) {
            case Event.Progress e -> Optional.empty();
            case Event.Sending e -> Optional.empty();
            case Event.Started e ->
                Optional.of(node.put("event", "started").put("run", e.run()).put("job", e.job()));
            case Event.Ended e -> Optional.of(ended(node, e));
            case Event.Warned e -> Optional.of(node.put("event", "warning").put("text", e.text()));
            case Event.Lossy e -> Optional.of(node.put("event", "warning").put("text", e.text()));
            case Event.Converted e -> Optional.of(converted(node, e));
            case Event.UnitStarted e -> Optional.of(unit(node, "unit-started", e.worker(), e.table(), e.unit()));
            case Event.UnitCompared e -> Optional.of(unit(node, "unit-compared", e.worker(), e.table(), e.unit()));
            case Event.UnitDone e -> Optional.of(done(node, e));
            case Event.UnitFailed e ->
                Optional.of(unit(node, "unit-failed", e.worker(), e.table(), e.unit())
                        .put("kind", e.kind().name())
                        .put("error", e.text())
                        .put("again", e.again()));
            case Event.FileWritten e ->
                Optional.of(unit(node, "file-written", e.worker(), e.table(), e.unit())
                        .put("rows", e.rows())
                        .put("bytes", e.bytes()));
            case Event.FileVerified e ->
                Optional.of(unit(node, "file-verified", e.worker(), e.table(), e.unit())
                        .put("digest", e.digest().toString()));
            case Event.FileSent e ->
                Optional.of(node.put("event", "file-sent").put("key", e.key()).put("bytes", e.bytes()));
            case Event.FilePublished e ->
                Optional.of(table(node, "file-published", e.table())
                        .put("key", e.file().key())
                        .put("bytes", e.file().bytes())
                        .put("sha256", e.file().sha256())
                        .put("digest", e.file().rows().toString()));
            case Event.FileRemoved e ->
                Optional.of(table(node, "file-removed", e.table()).put("key", e.key()));
            case Event.PartitionJudged e ->
                Optional.of(table(node, "partition-judged", e.table())
                        .put("parent", e.parent())
                        .put("taken", e.taken())
                        .put("why", e.why()));
            case Event.Planned e ->
                Optional.of(table(node, "planned", e.table())
                        .put("units", e.units())
                        .put("rowsEstimate", e.rowsEstimate())
                        .put("bytesEstimate", e.bytesEstimate()));
            case Event.RolledForward e ->
                Optional.of(table(node, "rolled-forward", e.table()).put("change", e.change()));
            case Event.TablePublished e -> Optional.of(published(node, e));
            case Event.TableFailed e ->
                Optional.of(table(node, "table-failed", e.table())
                        .put("kind", e.kind().name())
                        .put("error", e.text()));
            case Event.Fenced e -> Optional.of(table(node, "fenced", e.table()).put("error", e.text()));
        };
    }

    private static ObjectNode unit(ObjectNode node, String event, int worker, String table, String unit) {
        return node.put("event", event)
                .put("worker", worker)
                .put("table", table)
                .put("unit", unit);
    }

    private static ObjectNode table(ObjectNode node, String event, String table) {
        return node.put("event", event).put("table", table);
    }

    private static ObjectNode converted(ObjectNode node, Event.Converted e) {
        return node.put("event", "converted")
                .put("input", e.input())
                .put("bytesIn", e.bytesIn())
                .put("key", e.key())
                .put("rows", e.rows())
                .put("rejected", e.rejected())
                .put("bytesOut", e.bytesOut());
    }

    private static ObjectNode published(ObjectNode node, Event.TablePublished e) {
        table(node, "table-published", e.table())
                .put("rows", e.rows().rows())
                .put("digest", e.rows().toString())
                .put("files", e.files())
                .put("bytes", e.bytes())
                .put("removed", e.removed());
        return e.lost().isEmpty()
                ? node
                : node.put("nulled", e.lost().nulled()).put("rejected", e.lost().rejected());
    }

    private static ObjectNode done(ObjectNode node, Event.UnitDone e) {
        unit(node, "unit-done", e.worker(), e.table(), e.unit())
                .put("kept", e.kept())
                .put("files", e.files())
                .put("rows", e.rows())
                .put("bytesIn", e.bytesIn())
                .put("bytesOut", e.bytesOut());
        if (e.bytesIn() > 0 && e.bytesOut() > 0) {
            node.put("ratio", Math.round(100.0 * e.bytesIn() / e.bytesOut()) / 100.0);
        }
        return node.put("seconds", seconds(e.took()));
    }

    private static ObjectNode ended(ObjectNode node, Event.Ended e) {
        return node.put("event", "ended")
                .put("run", e.run())
                .put("status", e.outcome().status().name().toLowerCase(Locale.ROOT))
                .put("tables", e.outcome().tables())
                .put("failed", e.outcome().failed())
                .put("rows", e.outcome().rows())
                .put("bytes", e.outcome().bytes())
                .put("seconds", seconds(e.took()));
    }

    private static double seconds(Duration took) {
        return took.toMillis() / 1e3;
    }
}
