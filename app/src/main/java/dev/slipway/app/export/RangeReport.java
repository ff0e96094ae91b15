package dev.slipway.app.export;

import dev.slipway.app.console.Console;
import dev.slipway.app.console.JsonEvents;
import dev.slipway.app.console.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Says of the ranges of tables which were compared with the source, and which are only counted on. */
final class RangeReport {
    private final Console console;
    private final boolean json;

    RangeReport(Console console, boolean json) {
        this.console = console;
        this.json = json;
    }

    /** What would be done: nothing was compared. */
    void look(List<RangeTold> told) {
        told.forEach(range -> {
            if (json) {
                write(range);
            } else {
                console.out()
                        .println(Words.printable(
                                range.table() + "  " + range.state().word() + "  " + shown(range)));
            }
        });
        if (!json) {
            console.out().println("Nothing was changed, and nothing compared.");
        }
        console.out().flush();
    }

    /** What was done. */
    void tell(List<RangeTold> told) {
        if (json) {
            told.forEach(this::write);
            return;
        }
        Map<String, List<RangeTold>> tables = new LinkedHashMap<>();
        told.forEach(range ->
                tables.computeIfAbsent(range.table(), name -> new ArrayList<>()).add(range));
        tables.forEach(this::tell);
    }

    private void tell(String table, List<RangeTold> ranges) {
        ranges.forEach(range -> {
            switch (range.state()) {
                case NEW ->
                    say(table + "  new: " + shown(range) + ", "
                            + rows(range.source().rows()));
                case REWRITTEN ->
                    say(table + "  changed at the source, written anew: " + shown(range) + ", " + both(range));
                case DIFFERS ->
                    console.err()
                            .println(Words.printable("slipway: " + table + " has other rows than its adopted files: "
                                    + shown(range) + ", " + both(range)
                                    + ". Rows came late, changed or were deleted since those files were made; they are"
                                    + " left alone. To have the present rows, export the table to another folder"));
                case EQUAL, COUNTED_ON -> {}
            }
        });
        long equal = count(ranges, RangeTold.State.EQUAL);
        long counted = count(ranges, RangeTold.State.COUNTED_ON);
        say(table + "  " + Words.count(ranges.size(), "range") + ": " + equal + " compared with the source and equal, "
                + count(ranges, RangeTold.State.NEW) + " new, " + count(ranges, RangeTold.State.REWRITTEN)
                + " written anew, " + count(ranges, RangeTold.State.DIFFERS) + " different"
                + (counted == 0 ? "" : ", " + counted + " not compared, and as they were when they were exported"));
    }

    private void say(String line) {
        console.out().println(Words.printable(line));
    }

    private static long count(List<RangeTold> ranges, RangeTold.State state) {
        return ranges.stream().filter(range -> range.state() == state).count();
    }

    private static String rows(long count) {
        return Words.count(count, "row");
    }

    private static String both(RangeTold range) {
        return rows(range.archived().rows()) + " in the archive, "
                + rows(range.source().rows()) + " in the source";
    }

    private static String shown(RangeTold range) {
        return (range.span().after().isEmpty()
                        ? "from the first row"
                        : "after " + String.join(", ", range.span().after()))
                + " through " + String.join(", ", range.span().through());
    }

    private void write(RangeTold range) {
        ObjectNode node = JsonEvents.node().put("event", "range").put("table", range.table());
        node.put("state", range.state().word());
        range.span().after().forEach(node.putArray("after")::add);
        range.span().through().forEach(node.putArray("through")::add);
        node.put("archived", range.archived().toString())
                .put("source", range.source().toString());
        new JsonEvents(console.out()).write(node);
    }
}
