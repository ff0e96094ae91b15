package dev.slipway.app.drop;

import dev.slipway.app.ExitCode;
import dev.slipway.app.console.Console;
import dev.slipway.app.console.JsonEvents;
import dev.slipway.app.console.Words;
import dev.slipway.digest.Digest;
import dev.slipway.ledger.DataFile;
import dev.slipway.ledger.Removal;
import dev.slipway.ledger.RemovalJson;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** Says what happens, and how it ended. */
final class DropReport implements Telling {
    private final Console console;
    private final boolean json;

    DropReport(Console console, boolean json) {
        this.console = console;
        this.json = json;
    }

    @Override
    public void step(String what) {
        console.err().println(Words.printable("  " + what));
    }

    @Override
    public void note(String what) {
        console.err().println(Words.printable("  note: " + what));
    }

    void end(Drop.Result result, DropJob job) {
        if (json) {
            new JsonEvents(console.out()).write(json(result, job));
        } else {
            print(result, job);
        }
        console.out().flush();
    }

    private void print(Drop.Result result, DropJob job) {
        switch (result) {
            case Drop.Result.Done done ->
                say(word(done.done().removal()) + ' ' + done.table() + ": " + told(done.done()));
            case Drop.Result.Before before ->
                say(before.table() + " was " + word(before.done().removal()).toLowerCase(Locale.ROOT) + " before, at "
                        + before.done().at() + ": " + told(before.done()));
            case Drop.Result.Possible possible -> print(possible, job);
        }
    }

    private void print(Drop.Result.Possible possible, DropJob job) {
        Archived archived = possible.evidence().archived();
        say("Nothing stands in the way of it, as far as can be known without a lock. Nothing was locked or changed.");
        say(evidence(
                archived.rows(),
                archived.pinned().size(),
                DataFile.bytes(archived.manifest().files()),
                possible.evidence().witness()));
        accepted(possible.evidence().accepted());
        say("  would then read all rows of " + possible.table() + " once more, while nobody can write to it, and:");
        possible.standing().statements(job.detach()).forEach(sql -> say("    " + sql + ";"));
    }

    private static String word(Removal removal) {
        return removal.detach() ? "Detached" : "Dropped";
    }

    private String told(Removal.Done done) {
        Removal removal = done.removal();
        accepted(removal.accepted());
        return evidence(removal.rows(), removal.files(), removal.bytes(), removal.witness())
                + "; recorded in the ledger and in slipway.dropped as " + removal.change();
    }

    private static String evidence(Digest rows, int files, long bytes, String witness) {
        return Words.count(rows.rows(), "row") + " in " + Words.count(files, "file") + ", " + Words.bytes(bytes) + ", "
                + rows + ", witness: " + witness;
    }

    private void accepted(List<String> accepted) {
        accepted.forEach(what -> say("  accepted: " + what));
    }

    private void say(String line) {
        console.out().println(Words.printable(line));
    }

    private static ObjectNode json(Drop.Result result, DropJob job) {
        ObjectNode node = JsonEvents.node().put("event", "done").put("exitCode", ExitCode.DONE);
        node.put("table", result.table());
        switch (result) {
            case Drop.Result.Done done -> removal(node.put("dropped", "now"), done.done());
            case Drop.Result.Before before -> removal(node.put("dropped", "before"), before.done());
            case Drop.Result.Possible possible -> possible(node.put("dropped", "no"), possible, job);
        }
        return node;
    }

    private static void removal(ObjectNode node, Removal.Done done) {
        RemovalJson.put(node, done.removal()).put("done", done.at().toString());
    }

    private static void possible(ObjectNode node, Drop.Result.Possible possible, DropJob job) {
        node.put("rows", possible.evidence().archived().rows().toString())
                .put("files", possible.evidence().archived().pinned().size())
                .put("manifest", possible.evidence().archived().sha256())
                .put("witness", possible.evidence().witness());
        possible.evidence().accepted().forEach(node.putArray("accepted")::add);
        possible.standing().statements(job.detach()).forEach(node.putArray("statements")::add);
    }
}
