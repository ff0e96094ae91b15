package dev.slipway.app.console;

import dev.slipway.Failure;
import dev.slipway.app.ExitCode;
import dev.slipway.job.Event;
import dev.slipway.job.Events;
import java.io.PrintWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes each event as one line of JSON, for machines: {@code {"event":"file-written",…}}. Thread-safe. */
public final class JsonEvents implements Events {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final PrintWriter out;

    public JsonEvents(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void accept(Event event) {
        ObjectNode node = MAPPER.createObjectNode();
        switch (event) {
            case Event.Planned e ->
                node.put("event", "planned")
                        .put("table", e.table())
                        .put("units", e.units())
                        .put("rowsEstimate", e.rowsEstimate())
                        .put("bytesEstimate", e.bytesEstimate());
            case Event.UnitStarted e ->
                node.put("event", "unit-started").put("worker", e.worker()).put("unit", e.unit());
            case Event.Progress e -> {
                return;
            }
            case Event.FileWritten e ->
                node.put("event", "file-written")
                        .put("worker", e.worker())
                        .put("unit", e.unit())
                        .put("rows", e.rows())
                        .put("bytes", e.bytes());
            case Event.FileVerified e ->
                node.put("event", "file-verified")
                        .put("worker", e.worker())
                        .put("unit", e.unit())
                        .put("digest", e.digest().toString());
            case Event.UnitDone e ->
                node.put("event", "unit-done").put("worker", e.worker()).put("unit", e.unit());
            case Event.FilePublished e ->
                node.put("event", "file-published")
                        .put("key", e.file().key())
                        .put("bytes", e.file().bytes())
                        .put("sha256", e.file().sha256())
                        .put("digest", e.file().rows().toString());
            case Event.FileRemoved e -> node.put("event", "file-removed").put("key", e.key());
            case Event.Warned e -> node.put("event", "warning").put("text", e.text());
        }
        write(node);
    }

    /** Writes any object as a line. */
    public synchronized void write(ObjectNode node) {
        out.println(MAPPER.writeValueAsString(node));
        out.flush();
    }

    /** Writes that a run ended before it had results, so that the last line always tells the exit status. */
    public void writeEnd(Failure failure) {
        write(node().put("event", "done")
                .put("exitCode", ExitCode.of(failure))
                .put("kind", failure.kind().name())
                .put("error", failure.text()));
    }

    /** An empty object to fill. */
    public static ObjectNode node() {
        return MAPPER.createObjectNode();
    }
}
