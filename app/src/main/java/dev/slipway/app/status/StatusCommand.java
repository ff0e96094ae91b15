package dev.slipway.app.status;

import dev.slipway.app.ExitCode;
import dev.slipway.app.ThisProcess;
import dev.slipway.app.Wiring;
import dev.slipway.app.console.JsonEvents;
import dev.slipway.app.place.LakePlace;
import dev.slipway.app.place.Ledgers;
import dev.slipway.ledger.Ledger;
import dev.slipway.store.Store;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code slipway status}: runs, tables, how far they are, what failed and who holds what. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Tells what the ledger of a folder knows: tables and how far they are, runs, failures, and who"
                + " holds what. Reads only.",
        footer = {
            "",
            "Examples:",
            "  slipway status ./lake",
            "  slipway status ./lake --job archive --json | jq .tables",
            "  slipway status ./lake --raw | less",
            "",
            "Exit status: 0 told, 1 the ledger is damaged, 2 there is none."
        })
public final class StatusCommand implements Callable<Integer> {
    @Mixin
    private final LakePlace place = new LakePlace();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--job", paramLabel = "NAME", description = "Tables and runs of this job only.")
    private @Nullable String job;

    @Option(names = "--json", description = "Write one JSON object.")
    private boolean json;

    @Option(names = "--raw", description = "Write the ledger itself, line by line.")
    private boolean raw;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Store store = place.store();
        if (raw) {
            Ledgers.copy(
                    store,
                    place.ledger(),
                    (bytes, offset, length) -> out.print(new String(bytes, offset, length, StandardCharsets.UTF_8)));
        } else {
            Status status = status(store);
            if (json) {
                new JsonEvents(out).write(StatusJson.of(status));
            } else {
                new StatusText(out).print(store.root(), status);
            }
        }
        out.flush();
        return ExitCode.DONE;
    }

    private Status status(Store store) {
        try (Ledger ledger = Ledgers.open(store, place.ledger(), Wiring.run())) {
            return ledger.look(state ->
                    Status.of(state, job == null ? "" : job, Wiring.clock().instant(), ThisProcess::gone));
        }
    }
}
