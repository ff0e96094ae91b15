package dev.slipway.app.status;

import dev.slipway.Failure;
import dev.slipway.app.ExitCode;
import dev.slipway.app.ThisProcess;
import dev.slipway.app.Wiring;
import dev.slipway.app.console.JsonEvents;
import dev.slipway.app.console.TimeSpan;
import dev.slipway.app.console.Words;
import dev.slipway.app.place.LakePlace;
import dev.slipway.app.place.Ledgers;
import dev.slipway.ledger.Claimant;
import dev.slipway.ledger.Ledger;
import dev.slipway.ledger.Leftovers;
import dev.slipway.ledger.Unfinished;
import dev.slipway.store.Store;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code slipway clean}: removes what runs left and nobody needs. */
@Command(
        name = "clean",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Removes what stopped runs left in a folder: staged files that no run will look for, and files"
                + " of publications that were given up. Whatever the ledger does not list as its own stays.",
        footer = {
            "",
            "Examples:",
            "  slipway clean ./lake --dry-run",
            "  slipway clean ./lake",
            "  slipway clean ./lake --unfinished",
            "",
            "Exit status: 0 clean, 1 failed, 2 there is no ledger, 4 a run works on a table",
            "that has something to be removed; all else was removed."
        })
public final class CleanCommand implements Callable<Integer> {
    @Mixin
    private final LakePlace place = new LakePlace();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--age",
            paramLabel = "TIME",
            defaultValue = "10m",
            description = "Leave staged files alone that were written to since (default: ${DEFAULT-VALUE}).")
    private String age = "10m";

    @Option(
            names = "--unfinished",
            description = "Also give up work that was stopped and could be carried on; what is published stays.")
    private boolean unfinished;

    @Option(
            names = "--spool",
            paramLabel = "DIR",
            description =
                    "Also look into the spool that exports to this place had; without it, what stands there stays.")
    private @Nullable Path spool;

    @Option(names = "--dry-run", description = "Say what would be removed; remove nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Write one JSON object a line to standard output.")
    private boolean json;

    @Override
    public Integer call() {
        Duration aged = age();
        Store store = place.store(Optional.ofNullable(spool));
        try (Ledger ledger = Ledgers.open(store, place.ledger(), Wiring.run())) {
            clean(store, ledger, aged);
        }
        return ExitCode.DONE;
    }

    private void clean(Store store, Ledger ledger, Duration aged) {
        List<Unfinished.Found> given = unfinished ? giveUp(new Unfinished(store, ledger, Wiring.clock())) : List.of();
        Leftovers leftovers = new Leftovers(store, ledger, Wiring.clock(), ThisProcess::gone);
        long bytes = given.stream().mapToLong(CleanCommand::bytes).sum();
        int count = given.stream().mapToInt(table -> table.files().size()).sum();
        List<Leftovers.Found> removed = new ArrayList<>();
        Consumer<Leftovers.Found> told = one -> {
            tell(one);
            removed.add(one);
        };
        List<Leftovers.Found> found = leftovers.find(aged);
        if (dryRun) {
            found.forEach(told);
        } else {
            leftovers.remove(found, CleanCommand::claimant, told);
        }
        bytes += removed.stream().mapToLong(one -> one.blob().size()).sum();
        count += removed.size();
        tellAll(store, count, bytes, given.size());
    }

    private Duration age() {
        try {
            return TimeSpan.parse(age);
        } catch (IllegalArgumentException e) {
            throw new Failure(Failure.Kind.CONFIG, "--age: " + e.getMessage());
        }
    }

    private static long bytes(Unfinished.Found table) {
        return table.files().stream().mapToLong(file -> file.file().bytes()).sum();
    }

    private List<Unfinished.Found> giveUp(Unfinished work) {
        List<Unfinished.Found> found = work.find();
        PrintWriter out = spec.commandLine().getOut();
        for (Unfinished.Found table : found) {
            if (json) {
                new JsonEvents(out)
                        .write(JsonEvents.node()
                                .put("event", "given-up")
                                .put("table", table.table())
                                .put("bytes", bytes(table)));
            } else {
                out.println(Words.printable("unfinished  " + table.table() + "  "
                        + Words.count(table.files().size(), "file") + ", " + Words.bytes(bytes(table))));
            }
        }
        if (!dryRun && !found.isEmpty()) {
            work.drop(found, CleanCommand::claimant);
        }
        return found;
    }

    private static Claimant claimant(String job) {
        return ThisProcess.claimant(Wiring.run(), job);
    }

    private void tell(Leftovers.Found found) {
        PrintWriter out = spec.commandLine().getOut();
        String reason =
                switch (found.reason()) {
                    case STAGED -> "staged";
                    case REPLACED -> "replaced";
                };
        if (json) {
            new JsonEvents(out)
                    .write(JsonEvents.node()
                            .put("event", "leftover")
                            .put("reason", reason)
                            .put("key", found.blob().key())
                            .put("bytes", found.blob().size()));
        } else {
            out.println(Words.printable(reason + "  " + found.blob().key() + "  "
                    + Words.bytes(found.blob().size())));
        }
    }

    private void tellAll(Store store, int count, long bytes, long given) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            new JsonEvents(out)
                    .write(JsonEvents.node()
                            .put("event", "done")
                            .put("exitCode", ExitCode.DONE)
                            .put("files", count)
                            .put("bytes", bytes)
                            .put("givenUp", given)
                            .put("dryRun", dryRun));
        } else if (count == 0 && given == 0) {
            out.println("Nothing is left over in " + store.root() + ".");
        } else {
            out.println((dryRun ? "Would remove " : "Removed ") + Words.count(count, "file") + ", "
                    + Words.bytes(bytes)
                    + (given == 0 ? "" : ", and the unfinished work on " + Words.count(given, "table"))
                    + ", in " + store.root() + (dryRun ? ". Nothing was changed." : "."));
        }
        out.flush();
    }
}
