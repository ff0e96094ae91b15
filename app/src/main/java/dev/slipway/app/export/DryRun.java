package dev.slipway.app.export;

import dev.slipway.app.ExitCode;
import dev.slipway.app.console.Console;
import dev.slipway.app.console.JsonEvents;
import dev.slipway.app.console.Words;
import dev.slipway.job.Plan;
import dev.slipway.job.Unit;
import dev.slipway.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Says what an export would do, from the server's statistics: nothing is exported. Rows are read only for the borders
 * of the units of {@code --order key}, from a sample of the table.
 */
final class DryRun {
    /** What files weighed against the tables they came from, over the tables that were measured; a rule of thumb. */
    private static final double FILE_RATIO = 0.3;

    /** Bytes of a table that one connection reads in a second; a rule of thumb. */
    private static final double BYTES_PER_SECOND = 200e6;

    private final Console console;
    private final Store store;
    private final String disk;
    private final boolean json;
    private final Notes notes = new Notes();

    /** @param disk what has to hold the files, as a person calls it */
    DryRun(Console console, Store store, String disk, boolean json) {
        this.console = console;
        this.store = store;
        this.disk = disk;
        this.json = json;
    }

    int show(Plan<? extends Unit> plan, int connections, List<String> remarks) {
        long rows = 0;
        long bytes = 0;
        int units = 0;
        for (Plan.PlannedTable<? extends Unit> table : plan.tables()) {
            rows += table.rowsEstimate();
            bytes += table.bytesEstimate();
            units += table.units().size();
            show(table);
        }
        double files = bytes * FILE_RATIO;
        double seconds = bytes / BYTES_PER_SECOND / Math.max(1, Math.min(connections, units));
        Optional<Long> free = store.bytesFree();
        boolean fits = free.isEmpty() || free.get() > files;
        if (json) {
            ObjectNode node = JsonEvents.node().put("event", "dry-run");
            node.put("tables", plan.tables().size()).put("units", units).put("rowsEstimate", rows);
            node.put("bytesEstimate", bytes).put("fileBytesEstimate", (long) files);
            node.put("secondsEstimate", seconds)
                    .put("bytesFree", free.orElse(-1L))
                    .put("fits", fits);
            new JsonEvents(console.out()).write(node);
        } else {
            notes.print(console.out());
            remarks.forEach(remark -> console.out().println(Words.printable(remark)));
            summarize(plan, rows, bytes, units, files, seconds, free);
        }
        if (!fits) {
            console.err()
                    .println("slipway: warning: " + disk + " has only " + Words.bytes(free.orElse(0L))
                            + " free; the files may need about " + Words.bytes(files));
        }
        console.out().flush();
        return ExitCode.DONE;
    }

    private void show(Plan.PlannedTable<? extends Unit> table) {
        if (json) {
            ObjectNode node = JsonEvents.node().put("event", "planned");
            node.put("table", table.table().qualifiedName())
                    .put("units", table.units().size());
            node.put("rowsEstimate", table.rowsEstimate()).put("bytesEstimate", table.bytesEstimate());
            new JsonEvents(console.out()).write(node);
            return;
        }
        console.out()
                .println(String.format(
                        Locale.ROOT,
                        "%-40s ~%s rows, %s, %s",
                        Words.printable(table.table().qualifiedName()),
                        Words.count(table.rowsEstimate()),
                        Words.bytes(table.bytesEstimate()),
                        Words.count(table.units().size(), "unit")));
        String key =
                table.key().time().orElse("no time") + ", " + table.key().id().orElse("no id");
        console.out()
                .println("    key: " + key + "; columns: "
                        + table.table().schema().fields().size());
        notes.add(table.table().qualifiedName(), table.notes());
    }

    private void summarize(
            Plan<?> plan, long rows, long bytes, int units, double files, double seconds, Optional<Long> free) {
        console.out()
                .println("Dry run: " + Words.count(plan.tables().size(), "table") + ", ~" + Words.count(rows)
                        + " rows, "
                        + Words.bytes(bytes) + " in " + Words.count(units, "unit") + "; about "
                        + Words.bytes(files) + " of files in "
                        + (seconds < 1 ? "less than a second" : Words.time(Duration.ofMillis((long) (seconds * 1_000))))
                        + free.map(bytesFree -> "; " + Words.bytes(bytesFree) + " free")
                                .orElse("")
                        + ". Nothing was exported.");
    }
}
