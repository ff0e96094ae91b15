package dev.slipway.app.status;

import dev.slipway.app.console.JsonEvents;
import dev.slipway.ledger.RunState;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells a status to a program. */
final class StatusJson {
    private StatusJson() {}

    static ObjectNode of(Status status) {
        ObjectNode node = JsonEvents.node();
        ArrayNode tables = node.putArray("tables");
        status.tables().forEach(table -> table(tables.addObject(), table));
        ArrayNode runs = node.putArray("runs");
        status.runs().forEach(run -> run(runs.addObject(), run));
        return node;
    }

    private static void table(ObjectNode node, Status.Table table) {
        node.put("table", table.name())
                .put("job", table.job())
                .put("rows", table.rows())
                .put("files", table.files())
                .put("bytes", table.bytes())
                .put("published", table.at())
                .put("publishing", table.publishing());
        JsonEvents.putLost(node, table.lost());
        table.units().ifPresent(units -> work(node.putObject("work"), units));
        table.holder().ifPresent(run -> holder(node.putObject("holder"), run));
        ArrayNode failures = node.putArray("failures");
        table.troubles().forEach((unit, trouble) -> failures.addObject()
                .put("unit", unit)
                .put("kind", trouble.kind())
                .put("error", trouble.text()));
    }

    private static void work(ObjectNode node, Status.Units units) {
        node.put("units", units.all())
                .put("written", units.written())
                .put("rows", units.rows())
                .put("bytes", units.bytes());
        JsonEvents.putLost(node, units.lost());
    }

    private static void holder(ObjectNode node, RunState run) {
        node.put("run", run.run())
                .put("host", run.holder().host())
                .put("pid", run.holder().pid())
                .put("until", run.until().toString());
    }

    private static void run(ObjectNode node, Status.Run run) {
        RunState state = run.state();
        node.put("run", state.run())
                .put("job", state.job())
                .put("status", StatusText.status(run))
                .put("began", state.started().toString());
        state.ended().ifPresent(at -> node.put("ended", at.toString()));
        state.outcome().ifPresent(outcome -> node.put("tables", outcome.tables())
                .put("failed", outcome.failed())
                .put("rows", outcome.rows())
                .put("bytes", outcome.bytes()));
    }
}
