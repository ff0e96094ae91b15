package dev.slipway.app.status;

import dev.slipway.app.console.Grid;
import dev.slipway.app.console.Words;
import dev.slipway.data.Losses;
import dev.slipway.ledger.Outcome;
import dev.slipway.ledger.RunState;
import dev.slipway.ledger.TableState;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells a status to a person. */
final class StatusText {
    private static final int RUNS = 10;

    private final PrintWriter out;

    StatusText(PrintWriter out) {
        this.out = out;
    }

    void print(String root, Status status) {
        if (status.tables().isEmpty() && status.runs().isEmpty()) {
            out.println("Nothing was exported to " + root + " yet, or nothing of this job.");
            return;
        }
        tables(status.tables());
        status.tables().forEach(this::lost);
        status.tables().forEach(this::troubles);
        runs(status.runs());
    }

    private void tables(List<Status.Table> tables) {
        Grid grid = new Grid("lllrrrl");
        grid.add("TABLE", "JOB", "STATE", "ROWS", "FILES", "BYTES", "PUBLISHED");
        for (Status.Table table : tables) {
            boolean published = !table.at().isEmpty();
            grid.add(
                    table.name(),
                    table.job(),
                    state(table),
                    published ? Words.count(table.rows()) : "-",
                    published ? Words.count(table.files()) : "-",
                    published ? Words.bytes(table.bytes()) : "-",
                    published ? table.at() : "never");
        }
        grid.print(out);
    }

    private static String state(Status.Table table) {
        boolean held = table.holder().isPresent();
        if (table.publishing()) {
            return held ? "publishing" : "stopped while publishing";
        }
        return table.units()
                .map(units ->
                        (held ? "running, " : "stopped, ") + units.written() + " of " + units.all() + " units written")
                .orElse(held ? "running" : table.at().isEmpty() ? "nothing yet" : "published");
    }

    private void lost(Status.Table table) {
        lost(table.name(), table.lost());
        table.units().ifPresent(units -> lost(table.name() + ", not published yet", units.lost()));
    }

    private void lost(String what, Losses lost) {
        lost.columns().forEach(column -> out.println(Words.printable("  " + what + ": " + column)));
    }

    /** Units that failed alike are told in one line. */
    private void troubles(Status.Table table) {
        Map<String, List<Integer>> alike = new LinkedHashMap<>();
        table.troubles().forEach((unit, trouble) -> alike.computeIfAbsent(trouble.text(), text -> new ArrayList<>())
                .add(unit));
        alike.forEach((text, units) -> {
            String first = units.getFirst() == TableState.WHOLE ? table.name() : table.name() + '/' + units.getFirst();
            String more = units.size() == 1 ? "" : " and " + Words.count(units.size() - 1L, "more unit");
            out.println(Words.printable("  " + first + more + " failed: " + text));
        });
        table.holder()
                .ifPresent(run ->
                        out.println(Words.printable("  " + table.name() + " is held by run " + run.run() + " of job "
                                + run.job() + " (" + run.holder() + ") until " + time(run.until()) + " or longer")));
    }

    private void runs(List<Status.Run> runs) {
        out.println();
        Grid grid = new Grid("lllrrrrl");
        grid.add("RUN BEGAN", "JOB", "STATUS", "TABLES", "FAILED", "ROWS", "BYTES", "RUN");
        for (Status.Run run : runs.subList(0, Math.min(RUNS, runs.size()))) {
            RunState state = run.state();
            grid.add(
                    time(state.started()),
                    state.job(),
                    status(run),
                    state.outcome().map(Outcome::tables).map(Words::count).orElse("-"),
                    state.outcome().map(Outcome::failed).map(Words::count).orElse("-"),
                    state.outcome().map(Outcome::rows).map(Words::count).orElse("-"),
                    state.outcome().map(Outcome::bytes).map(Words::bytes).orElse("-"),
                    state.run());
        }
        grid.print(out);
        if (runs.size() > RUNS) {
            out.println("  and " + Words.count(runs.size() - RUNS, "earlier run"));
        }
    }

    static String status(Status.Run run) {
        return run.state()
                .outcome()
                .map(outcome -> outcome.status().name().toLowerCase(Locale.ROOT))
                .orElse(run.alive() ? "running" : "killed");
    }

    static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
