package dev.slipway.app.adopt;

import dev.slipway.Failure;
import dev.slipway.app.ExitCode;
import dev.slipway.app.console.Console;
import dev.slipway.app.console.JsonEvents;
import dev.slipway.app.console.Words;
import dev.slipway.job.Event;
import dev.slipway.job.Events;
import dev.slipway.ledger.DataFile;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Says what was taken over, table by table, and what was not. */
final class AdoptReport implements Events {
    private static final int TOLD = 5;

    private final Console console;
    private final boolean json;
    private final boolean dryRun;
    private final List<Failure> failures = new ArrayList<>();
    private int adopted;

    AdoptReport(Console console, boolean json, boolean dryRun) {
        this.console = console;
        this.json = json;
        this.dryRun = dryRun;
    }

    @Override
    public void accept(Event event) {
        if (event instanceof Event.Warned warned) {
            note("warning: " + warned.text());
        }
    }

    void note(String what) {
        console.err().println(Words.printable("slipway: " + what));
    }

    void add(Adopt.Result result) {
        adopted++;
        if (json) {
            new JsonEvents(console.out()).write(json(result));
            return;
        }
        console.out()
                .println(Words.printable(result.table() + "  "
                        + Words.count(result.rows().rows(), "row") + ", "
                        + Words.count(result.files().size(), "file") + ", "
                        + Words.bytes(DataFile.bytes(result.files())) + "  " + result.rows()));
        console.out()
                .println(Words.printable("    " + word(result) + "; "
                        + result.span()
                                .map(span -> "the source has the same rows through " + String.join(", ", span.through())
                                        + ", and no others")
                                .orElse("not compared with a source: which rows are missing is not known")));
    }

    private String word(Adopt.Result result) {
        return result.before() ? "taken over before" : dryRun ? "could be taken over" : "taken over, where they stand";
    }

    private ObjectNode json(Adopt.Result result) {
        ObjectNode node = JsonEvents.node().put("event", "adopted").put("table", result.table());
        node.put("state", result.before() ? "before" : dryRun ? "possible" : "adopted");
        node.put("rows", result.rows().rows())
                .put("digest", result.rows().toString())
                .put("files", result.files().size())
                .put("bytes", DataFile.bytes(result.files()));
        result.span().ifPresent(span -> span.through().forEach(node.putArray("through")::add));
        return node;
    }

    void failed(String table, Failure failure) {
        failures.add(failure);
        if (json) {
            new JsonEvents(console.out())
                    .write(JsonEvents.node()
                            .put("event", "adopted")
                            .put("table", table)
                            .put("state", "failed")
                            .put("kind", failure.kind().name())
                            .put("error", failure.text()));
        } else {
            note(table + " was not taken over: " + failure.text());
        }
    }

    /** Says what nobody took; returns the exit status. */
    int end(List<String> left) {
        int status =
                failures.isEmpty() ? ExitCode.DONE : adopted > 0 ? ExitCode.PARTIAL : ExitCode.of(failures.getFirst());
        if (json) {
            ObjectNode node = JsonEvents.node().put("event", "done").put("exitCode", status);
            node.put("tables", adopted).put("failed", failures.size()).put("dryRun", dryRun);
            left.forEach(node.putArray("left")::add);
            new JsonEvents(console.out()).write(node);
            return status;
        }
        if (!left.isEmpty()) {
            console.out()
                    .println(Words.printable("    left alone, since their names tell of no table asked for: "
                            + Words.count(left.size(), "file") + ", such as "
                            + String.join(", ", left.subList(0, Math.min(TOLD, left.size())))));
        }
        if (dryRun) {
            console.out().println("Nothing was changed.");
        }
        console.out().flush();
        return status;
    }
}
