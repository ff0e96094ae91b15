package dev.slipway.app.archive;

import dev.slipway.app.ExitCode;
import dev.slipway.app.Wiring;
import dev.slipway.app.console.JsonEvents;
import dev.slipway.app.place.LakePlace;
import dev.slipway.app.place.Ledgers;
import dev.slipway.ledger.Ledger;
import dev.slipway.store.Store;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code slipway archive list}: what was archived and dropped, when, where, and on which evidence. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Tells of each table when it was archived, and when it was detached or dropped at its source, with"
                        + " the evidence. Reads the ledger only.",
        footer = {
            "",
            "Examples:",
            "  slipway archive list ./lake",
            "  slipway archive list ./lake --table public.events_2024_01 --json",
            "",
            "Exit status: 0 told, 1 the ledger is damaged, 2 there is none."
        })
public final class ArchiveListCommand implements Callable<Integer> {
    @Mixin
    private final LakePlace place = new LakePlace();

    @Option(names = "--table", paramLabel = "NAME", description = "Only this table, by the name of its folder.")
    private @Nullable String table;

    @Option(names = "--dropped", description = "Only tables that are gone at their source.")
    private boolean dropped;

    @Option(names = "--json", description = "Write one JSON object a line to standard output.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Store store = place.store();
        List<Chronicle> chronicles = chronicles(store);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonEvents machine = new JsonEvents(out);
            chronicles.forEach(
                    known -> known.happenings().forEach(one -> machine.write(ChronicleText.json(known, one))));
        } else {
            new ChronicleText(out).print(store.root(), chronicles);
        }
        out.flush();
        return ExitCode.DONE;
    }

    private List<Chronicle> chronicles(Store store) {
        try (Ledger ledger = Ledgers.open(store, place.ledger(), Wiring.run())) {
            return ledger.look(state -> state.tables().stream()
                    .filter(known -> table == null || known.table().equals(table))
                    .filter(known -> !dropped || known.dropped())
                    .map(Chronicle::of)
                    .filter(known -> !known.happenings().isEmpty())
                    .toList());
        }
    }
}
