package dev.slipway.app.console;

import dev.slipway.Failure;
import dev.slipway.app.ExitCode;
import dev.slipway.data.Losses;
import dev.slipway.job.Event;
import dev.slipway.job.Events;
import dev.slipway.ledger.LossesJson;
import java.io.PrintWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes each event as one line of JSON, for machines: {@code {"event":"file-written",…}}. Thread-safe. */
public final class JsonEvents implements Events {
    static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final PrintWriter out;

    public JsonEvents(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void accept(Event event) {
        EventNode.of(event).ifPresent(this::write);
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

    /** Puts what was lost into an object, for each column, if anything was. */
    public static void putLost(ObjectNode node, Losses lost) {
        if (!lost.isEmpty()) {
            node.set("lost", MAPPER.readTree(LossesJson.line(lost)));
        }
    }

    /** An empty object to fill. */
    public static ObjectNode node() {
        return MAPPER.createObjectNode();
    }
}
