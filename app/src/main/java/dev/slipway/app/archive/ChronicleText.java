package dev.slipway.app.archive;

import dev.slipway.app.console.Grid;
import dev.slipway.app.console.JsonEvents;
import dev.slipway.app.console.Words;
import dev.slipway.ledger.Removal;
import dev.slipway.ledger.RemovalJson;
import dev.slipway.ledger.Slice;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Tells what became of tables: to a person in lines, to a program as objects. */
final class ChronicleText {
    private final PrintWriter out;

    ChronicleText(PrintWriter out) {
        this.out = out;
    }

    void print(String root, List<Chronicle> chronicles) {
        if (chronicles.isEmpty()) {
            out.println("Nothing of that kind is recorded in " + root + ".");
            return;
        }
        Grid grid = new Grid("lllrl");
        grid.add("TABLE", "WHAT", "WHEN", "ROWS", "EVIDENCE");
        for (Chronicle chronicle : chronicles) {
            for (Chronicle.Happening happening : chronicle.happenings()) {
                add(grid, chronicle.table(), happening);
            }
        }
        grid.print(out);
    }

    private static void add(Grid grid, String table, Chronicle.Happening happening) {
        switch (happening) {
            case Chronicle.Exported e ->
                grid.add(
                        table, "archived", when(e), Words.count(e.slice().rows().rows()), files(e.slice()));
            case Chronicle.Removed r ->
                grid.add(
                        table,
                        word(r.done().removal()),
                        when(r),
                        rows(r.done().removal()),
                        evidence(r.done().removal()));
            case Chronicle.Open o ->
                grid.add(table, "stopped while dropping", when(o), rows(o.removal()), evidence(o.removal()));
        }
    }

    private static String when(Chronicle.Happening happening) {
        return Instant.parse(happening.at()).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String word(Removal removal) {
        return removal.detach() ? "detached" : "dropped";
    }

    private static String rows(Removal removal) {
        return Words.count(removal.rows().rows());
    }

    private static String files(Slice slice) {
        return Words.count(slice.files().size(), "file") + ", " + slice.rows();
    }

    private static String evidence(Removal removal) {
        return removal.rows() + ", witness: " + removal.witness()
                + (removal.accepted().isEmpty() ? "" : ", accepted: " + String.join(", ", removal.accepted()));
    }

    static ObjectNode json(Chronicle chronicle, Chronicle.Happening happening) {
        ObjectNode node = JsonEvents.node();
        switch (happening) {
            case Chronicle.Exported e ->
                node.put("event", "archived")
                        .put("table", chronicle.table())
                        .put("at", e.at())
                        .put("run", e.slice().run())
                        .put("selection", e.slice().selection())
                        .put("rows", e.slice().rows().toString())
                        .put("files", e.slice().files().size())
                        .put("bytes", e.slice().bytes());
            case Chronicle.Removed r ->
                removal(
                                node.put("event", word(r.done().removal())),
                                chronicle,
                                r.done().removal())
                        .put("done", r.at());
            case Chronicle.Open o -> removal(node.put("event", "dropping"), chronicle, o.removal());
        }
        return node;
    }

    private static ObjectNode removal(ObjectNode node, Chronicle chronicle, Removal removal) {
        return RemovalJson.put(node.put("table", chronicle.table()), removal);
    }
}
