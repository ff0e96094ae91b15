package dev.slipway.app.restore;

import dev.slipway.app.console.Console;
import dev.slipway.app.console.JsonEvents;
import dev.slipway.app.console.Words;
import dev.slipway.postgres.Archive;
import dev.slipway.postgres.PostgresRestore;
import dev.slipway.postgres.QualifiedName;
import dev.slipway.postgres.TablePart;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells what a restore would do, or has done. */
final class RestoreReport {
    private final Console console;
    private final boolean json;
    private final QualifiedName target;
    private final Archive archive;

    RestoreReport(Console console, boolean json, QualifiedName target, Archive archive) {
        this.console = console;
        this.json = json;
        this.target = target;
        this.archive = archive;
    }

    void print(PostgresRestore.Outlook outlook) {
        if (json) {
            ObjectNode node = JsonEvents.node().put("event", "dry-run").put("table", target.toString());
            node.put("files", archive.files().size())
                    .put("loaded", outlook.loaded().size());
            ArrayNode statements = node.putArray("statements");
            outlook.statements().forEach(statements::add);
            ArrayNode staged = node.putArray("castFromText");
            outlook.staged().forEach(staged::add);
            left(node, outlook.left());
            new JsonEvents(console.out()).write(node);
            return;
        }
        outlook.statements().forEach(sql -> console.out().println(Words.printable(sql) + ";"));
        if (!outlook.staged().isEmpty()) {
            console.out()
                    .println("    note: cast back from what they were kept as: "
                            + Words.printable(String.join(", ", outlook.staged())));
        }
        left(outlook.left());
        console.out()
                .println("Dry run: " + Words.count(archive.files().size(), "file") + ", of which "
                        + outlook.loaded().size() + " are loaded. Nothing was restored.");
        console.out().flush();
    }

    void print(PostgresRestore.Restored done, Duration took) {
        int files = archive.files().size();
        if (json) {
            ObjectNode node = JsonEvents.node()
                    .put("event", "done")
                    .put("exitCode", 0)
                    .put("table", target.toString())
                    .put("rows", done.rows().rows())
                    .put("digest", done.rows().toString())
                    .put("files", files)
                    .put("filesKept", done.kept())
                    .put("bytesSent", done.bytesSent())
                    .put("asSource", archive.unmapping().isPresent())
                    .put("seconds", took.toMillis() / 1e3);
            left(node, done.left());
            new JsonEvents(console.out()).write(node);
            return;
        }
        double seconds = Math.max(1e-3, took.toNanos() / 1e9);
        console.out()
                .println("Restored " + Words.count(done.rows().rows(), "row") + " of " + Words.count(files, "file")
                        + " to " + Words.printable(target.toString()) + " in " + Words.time(took) + ": "
                        + Words.brief(done.rows().rows() / seconds)
                        + " rows/s; they were read back" + through() + " and are equal: " + done.rows() + '.'
                        + (done.kept() == 0
                                ? ""
                                : " " + Words.count(done.kept(), "file") + (done.kept() == 1 ? " was" : " were")
                                        + " loaded before."));
        left(done.left());
        console.out().flush();
    }

    private String through() {
        return archive.unmapping().isPresent() ? " through the mapping" : "";
    }

    private static void left(ObjectNode node, Optional<List<TablePart>> left) {
        if (left.isPresent()) {
            ArrayNode names = node.putArray("notMade");
            left.get().forEach(part -> names.add(part.toString()));
        }
    }

    private void left(Optional<List<TablePart>> left) {
        if (left.isEmpty()) {
            console.out().println("    note: the files do not say which indexes and checks the table had");
        } else if (!left.get().isEmpty()) {
            console.out()
                    .println("    note: it had more than is made: "
                            + Words.printable(
                                    left.get().stream().map(TablePart::toString).collect(Collectors.joining(", ")))
                            + " (--indexes and --checks make such; foreign keys are made by hand)");
        }
    }
}
