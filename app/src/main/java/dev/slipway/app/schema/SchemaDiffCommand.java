package dev.slipway.app.schema;

import dev.slipway.app.ExitCode;
import dev.slipway.app.console.JsonEvents;
import dev.slipway.app.console.Words;
import dev.slipway.files.FileSchema;
import dev.slipway.files.SchemaDiff;
import dev.slipway.files.SchemaFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code slipway schema diff}: whether one schema may follow another. */
@Command(
        name = "diff",
        description =
                "Tells what differs between two schemas of a table, and whether rows that were written by the first"
                        + " can stand beside rows of the second.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  slipway schema diff old.yaml new.yaml",
            "  slipway schema diff old.yaml new.yaml --json",
            "",
            "Exit status: 0 the new one may follow the old, 1 it may not, 2 one of them is",
            "no schema."
        })
public final class SchemaDiffCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "OLD", description = "The schema that rows were written by.")
    private Path before = Path.of("");

    @Parameters(index = "1", paramLabel = "NEW", description = "The schema that shall come after it.")
    private Path after = Path.of("");

    @Option(names = "--json", description = "Write one JSON object a line to standard output.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        FileSchema old = SchemaFile.read(before);
        FileSchema now = SchemaFile.read(after);
        SchemaDiff diff = SchemaDiff.between(old, now);
        int status = diff.accepted() ? ExitCode.DONE : ExitCode.FAILED;
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonEvents machine = new JsonEvents(out);
            diff.changes().forEach(change -> machine.write(json(change)));
            machine.write(JsonEvents.node()
                    .put("event", "done")
                    .put("exitCode", status)
                    .put("table", now.name())
                    .put("before", old.version())
                    .put("after", now.version())
                    .put("accepted", diff.accepted()));
        } else {
            diff.changes().forEach(change -> out.println(Words.printable(text(change))));
            out.println(Words.printable("Schema of " + now.name() + ", version " + old.version() + " to "
                    + now.version() + ": " + verdict(diff)));
        }
        out.flush();
        return status;
    }

    private static String verdict(SchemaDiff diff) {
        if (diff.changes().isEmpty()) {
            return "nothing differs";
        }
        return diff.accepted() ? "the new one may follow the old" : "the new one must not follow the old";
    }

    private static String text(SchemaDiff.Change change) {
        return switch (change) {
            case SchemaDiff.Accepted accepted -> "accepted  " + subject(accepted) + ' ' + accepted.text();
            case SchemaDiff.Refused refused ->
                "refused   " + subject(refused) + ' ' + refused.text() + ": " + refused.advice();
        };
    }

    private static String subject(SchemaDiff.Change change) {
        return change.column().isEmpty() ? "the schema" : "column " + change.column();
    }

    private static ObjectNode json(SchemaDiff.Change change) {
        ObjectNode node = JsonEvents.node().put("event", "schema-change").put("column", change.column());
        switch (change) {
            case SchemaDiff.Accepted accepted -> node.put("state", "accepted").put("text", accepted.text());
            case SchemaDiff.Refused refused ->
                node.put("state", "refused").put("text", refused.text()).put("advice", refused.advice());
        }
        return node;
    }
}
