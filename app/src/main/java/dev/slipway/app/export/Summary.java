package dev.slipway.app.export;

import dev.slipway.Failure;
import dev.slipway.app.console.Console;
import dev.slipway.app.console.JsonEvents;
import dev.slipway.app.console.Tally;
import dev.slipway.app.console.Words;
import dev.slipway.digest.Digest;
import dev.slipway.job.Export;
import dev.slipway.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What an export says when it has ended. */
final class Summary {
    private static final String STOPPED = "interrupted";

    private final Store store;
    private final Tally.State state;
    private final Duration elapsed;
    private final boolean verified;
    private final Ending ending;

    Summary(Store store, Tally.State state, Duration elapsed, boolean verified, Ending ending) {
        this.ending = ending;
        this.store = store;
        this.state = state;
        this.elapsed = elapsed;
        this.verified = verified;
    }

    private static List<Export.Result.Failed> failed(List<Export.Result> results) {
        return results.stream()
                .filter(Export.Result.Failed.class::isInstance)
                .map(Export.Result.Failed.class::cast)
                .toList();
    }

    private static List<Export.Result.Published> published(List<Export.Result> results) {
        return results.stream()
                .filter(Export.Result.Published.class::isInstance)
                .map(Export.Result.Published.class::cast)
                .toList();
    }

    void print(Console console, List<Export.Result> results) {
        List<Export.Result.Published> done = published(results);
        int width =
                done.stream().mapToInt(table -> table.table().length()).max().orElse(0);
        done.forEach(table -> print(console, table, width));
        Notes notes = new Notes();
        done.forEach(table -> notes.add(table.table(), table.notes()));
        notes.print(console.out());
        for (Export.Result.Failed table : failed(results)) {
            if (table.failure().kind() != Failure.Kind.CANCELLED) {
                console.err()
                        .println(Words.printable("slipway: " + table.table() + " was not exported: "
                                + table.failure().text()));
            }
        }
        long stopped = failed(results).stream()
                .filter(table -> table.failure().kind() == Failure.Kind.CANCELLED)
                .count();
        if (stopped > 0) {
            console.err()
                    .println("slipway: interrupted; " + Words.count(stopped, "table")
                            + (stopped == 1 ? " was" : " were") + " not exported, and nothing of "
                            + (stopped == 1 ? "it" : "them") + " is visible; run again to go on");
        }
        state.notes().forEach(note -> console.out().println(Words.printable(note)));
        state.warnings().forEach(warning -> console.err().println("slipway: warning: " + Words.printable(warning)));
        if (!done.isEmpty()) {
            console.out().println(total(done, results.size()));
        }
        switch (ending) {
            case EXPORT -> {}
            case ARCHIVE -> list(console, results);
        }
        console.out().flush();
        console.err().flush();
    }

    /** What became of each, for who has many: the reasons stand above. */
    private static void list(Console console, List<Export.Result> results) {
        long stopped =
                results.stream().filter(result -> word(result).equals(STOPPED)).count();
        long failed = failed(results).size() - stopped;
        console.out()
                .println("Summary: " + Words.count(results.size(), "partition") + ", "
                        + published(results).size() + " succeeded, " + failed + " failed"
                        + (stopped == 0 ? "" : ", " + stopped + " interrupted"));
        results.forEach(result -> console.out().println(Words.printable("  " + word(result) + "  " + result.table())));
    }

    private static String word(Export.Result result) {
        return switch (result) {
            case Export.Result.Published done -> "succeeded  ";
            case Export.Result.Failed failed ->
                failed.failure().kind() == Failure.Kind.CANCELLED ? STOPPED : "failed     ";
        };
    }

    private static void print(Console console, Export.Result.Published table, int width) {
        console.out()
                .println(Words.printable(table.table())
                        + " ".repeat(width - table.table().length()) + "  "
                        + Words.count(table.rows().rows(), "row") + ", " + Words.count(table.files(), "file") + ", "
                        + Words.bytes(table.bytes()) + "  " + table.rows());
        if (table.replaced() > 0) {
            console.out().println("    replaced " + Words.count(table.replaced(), "file") + " of an earlier export");
        }
    }

    private String total(List<Export.Result.Published> done, int tables) {
        Digest rows = done.stream().map(Export.Result.Published::rows).reduce(Digest.EMPTY, Digest::plus);
        long bytes = done.stream().mapToLong(Export.Result.Published::bytes).sum();
        int files = done.stream().mapToInt(Export.Result.Published::files).sum();
        double seconds = Math.max(1e-3, elapsed.toNanos() / 1e9);
        String what = (done.size() == tables ? "Exported " : "Exported " + done.size() + " of " + tables + " tables: ")
                + Words.count(rows.rows(), "row") + " to " + Words.count(files, "file") + " in " + store.root() + ", "
                + Words.bytes(bytes);
        if (state.units() > 0 && state.unitsKept() == state.units()) {
            return what + ": nothing had changed, all files stay. It took " + Words.time(elapsed) + '.';
        }
        return what + ratio(bytes) + ", in " + Words.time(elapsed) + ": "
                + Words.brief(rows.rows() / seconds) + " rows/s, " + Words.bytes(state.bytesReceived() / seconds) + "/s"
                + (verified ? "; every file was read back and is equal." : "; not read back: run 'slipway verify'.")
                + kept();
    }

    /** What an earlier run had done already. */
    private String kept() {
        return state.unitsKept() == 0
                ? ""
                : " Of " + Words.count(state.units(), "unit") + ", " + state.unitsKept()
                        + (state.unitsKept() == 1 ? " was" : " were") + " written before and found unchanged.";
    }

    /** Small files are larger than their few rows, by their footers: nothing worth telling. */
    private String ratio(long bytes) {
        double ratio = bytes == 0 ? 0 : (double) state.bytesReceived() / bytes;
        return ratio < 1.05 || state.unitsKept() > 0
                ? ""
                : String.format(Locale.ROOT, " (%.1f× smaller than the rows sent)", ratio);
    }

    ObjectNode json(List<Export.Result> results, int status) {
        ObjectNode node = JsonEvents.node().put("event", "done");
        node.put("exitCode", status);
        node.put("seconds", elapsed.toMillis() / 1e3).put("bytesReceived", state.bytesReceived());
        node.put("readBack", verified);
        node.put("unitsKept", state.unitsKept()).put("retries", state.retries());
        ArrayNode tables = node.putArray("tables");
        for (Export.Result result : results) {
            ObjectNode table = tables.addObject().put("table", result.table());
            switch (result) {
                case Export.Result.Published done -> {
                    table.put("state", "published")
                            .put("digest", done.rows().toString())
                            .put("rows", done.rows().rows())
                            .put("files", done.files())
                            .put("bytes", done.bytes())
                            .put("replaced", done.replaced());
                    JsonEvents.putLost(table, done.lost());
                }
                case Export.Result.Failed failure ->
                    table.put("state", "failed")
                            .put("kind", failure.failure().kind().name())
                            .put("error", failure.failure().text());
            }
        }
        return node;
    }
}
