package dev.slipway.app.drop;

import dev.slipway.Failure;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.duckdb.DuckDb;
import dev.slipway.job.Cancel;
import dev.slipway.job.DataNames;
import dev.slipway.ledger.Claimant;
import dev.slipway.ledger.Entry;
import dev.slipway.ledger.Ledger;
import dev.slipway.ledger.Removal;
import dev.slipway.ledger.TableState;
import dev.slipway.postgres.PostgresDrop;
import dev.slipway.postgres.Standing;
import dev.slipway.store.LocalCopies;
import dev.slipway.store.Store;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Removes a table at its source: first all that can be known without a lock, then its rows once more while nobody can write,
 * then the intent, then the removal, then what was done. What an earlier run left open is looked up before anything else.
 */
final class Drop {
    private final Parts parts;

    Drop(Parts parts) {
        this.parts = parts;
    }

    /**
     * What it works with.
     *
     * @param claimant who asks, in the name of a job
     */
    record Parts(
            DropJob job,
            Store store,
            Ledger ledger,
            Clock clock,
            Function<String, Claimant> claimant,
            DuckDb engine,
            LocalCopies copies,
            Cancel cancel,
            Telling telling) {
        PostgresDrop connect(Cancel until) {
            return PostgresDrop.open(job.url(), job.environment(), until, job.pause());
        }
    }

    /** How it ended. */
    sealed interface Result {
        /** The table. */
        String table();

        /** Now. */
        record Done(String table, Removal.Done done) implements Result {}

        /** An earlier run had done it. */
        record Before(String table, Removal.Done done) implements Result {}

        /** Nothing stands in its way. */
        record Possible(Standing standing, Evidence.Gathered evidence) implements Result {
            @Override
            public String table() {
                return standing.qualifiedName();
            }
        }
    }

    /** Does all that takes no lock and changes nothing. */
    Result.Possible check() {
        try (PostgresDrop there = parts.connect(parts.cancel())) {
            PostgresDrop.Name name = there.name(parts.job().table());
            TableState known = known(key(name));
            if (known.removing().isPresent()) {
                throw new Failure(
                        Failure.Kind.CONFIG,
                        "a drop of " + name.qualifiedName()
                                + " was stopped; run it again without --dry-run, which looks up whether it was done");
            }
            Standing standing = there.look(name).orElseThrow(() -> missing(name, known));
            return new Result.Possible(standing, evidence(standing, key(name)));
        }
    }

    /** Does it. */
    Result run() {
        try (PostgresDrop there = parts.connect(parts.cancel())) {
            PostgresDrop.Name name = there.name(parts.job().table());
            String key = key(name);
            Optional<Standing> standing = there.look(name);
            Optional<Removal.Done> before = before(there, key, standing);
            if (before.isPresent()) {
                return new Result.Before(name.qualifiedName(), before.get());
            }
            Standing here = standing.orElseThrow(() -> missing(name, known(key)));
            Evidence.Gathered evidence = evidence(here, key);
            there.prepare();
            Removal.Done done =
                    Held.with(parts, key, lease -> new Removing(parts, there, here, evidence, key, lease).run());
            if (parts.job().analyze()) {
                analyze(there, here);
            }
            return new Result.Done(name.qualifiedName(), done);
        }
    }

    private void analyze(PostgresDrop there, Standing standing) {
        try {
            there.analyze(standing);
        } catch (Failure e) {
            parts.telling().note(e.text());
        }
    }

    /** What an earlier run did to this table: an intent without an end is looked up, and its end recorded. */
    private Optional<Removal.Done> before(PostgresDrop there, String key, Optional<Standing> standing) {
        known(key).removing().ifPresent(open -> {
            parts.telling().step("looking up what became of a drop that was stopped");
            Held.with(parts, key, lease -> {
                boolean done = there.done(open);
                long epoch = lease.epoch(key);
                Entry entry = done
                        ? new Entry.Dropped(
                                key, epoch, open.change(), parts.clock().instant())
                        : new Entry.Spared(key, epoch, open.change(), "it was stopped before it was done");
                parts.ledger().commit(List.of(entry));
                return done;
            });
        });
        // One that left its parent may be dropped later; one that was dropped cannot have come back.
        return known(key).removed().stream()
                .reduce((earlier, later) -> later)
                .filter(done -> done.removal().source().equals(there.source()))
                .filter(done -> done.removal().detach()
                        ? parts.job().detach()
                                && standing.filter(table ->
                                                table.oid() == done.removal().oid())
                                        .filter(table -> table.parent().isEmpty())
                                        .isPresent()
                        : standing.isEmpty());
    }

    private TableState known(String key) {
        return parts.ledger().look(state -> state.snapshot(key));
    }

    private static String key(PostgresDrop.Name name) {
        return DataNames.of(new Table(name.namespace(), name.name(), new Schema(List.of())))
                .key();
    }

    private Evidence.Gathered evidence(Standing standing, String key) {
        TableState known = known(key);
        if (known.dropped()) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "the table that " + parts.store().root() + " holds as " + standing.qualifiedName()
                            + " was dropped at " + known.removed().getLast().at()
                            + "; the one that has its name now is another");
        }
        return new Evidence(parts).gather(standing, key);
    }

    private Failure missing(PostgresDrop.Name name, TableState known) {
        String dropped = known.dropped()
                ? "; " + parts.store().root() + " says that it was dropped at "
                        + known.removed().getLast().at()
                : "";
        return new Failure(Failure.Kind.CONFIG, "there is no table " + name.qualifiedName() + dropped);
    }
}
