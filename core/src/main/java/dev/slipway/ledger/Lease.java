package dev.slipway.ledger;

import dev.slipway.Failure;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run's hold on its tables. The order of the ledger's entries decides who has a table; the time until which a lease lasts
 * decides only who may try to take it. Thread-safe.
 */
public final class Lease {
    private final Ledger ledger;
    private final Claimant who;
    private final Clock clock;
    private final Map<String, Long> epochs;

    private Lease(Ledger ledger, Claimant who, Clock clock, Map<String, Long> epochs) {
        this.ledger = ledger;
        this.who = who;
        this.clock = clock;
        this.epochs = Map.copyOf(epochs);
    }

    /**
     * Takes tables, all or none.
     *
     * @param tables their names, and the content of each that the ledger does not know yet. What the ledger knew of them when
     *     it was last read must still hold: read it before the snapshot that is to be published
     * @throws Failure FENCED when another run has one, or had one since the ledger was read; CONFIG when one belongs to
     *     another job
     */
    public static Lease take(Ledger ledger, Claimant who, Clock clock, Map<String, List<Slice>> tables) {
        Map<String, Long> epochs = new HashMap<>();
        tables.keySet().forEach(table -> epochs.put(table, epoch(ledger, table) + 1));
        ledger.refresh();
        epochs.forEach((table, epoch) -> check(ledger, who, clock, table, epoch - 1));
        Instant now = clock.instant();
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry.Started(who.run(), who.job(), who.holder(), now, now.plus(who.lease())));
        epochs.forEach((table, epoch) -> {
            entries.add(new Entry.Claimed(table, epoch, who.run()));
            if (epoch == 1) {
                entries.addAll(Summary.content(table, epoch, tables.getOrDefault(table, List.of())));
            }
        });
        try {
            ledger.commit(entries);
        } catch (Failure e) {
            // Who was first in the same moment says more of himself.
            ledger.refresh();
            epochs.forEach((table, epoch) -> check(ledger, who, clock, table, epoch - 1));
            throw e;
        }
        return new Lease(ledger, who, clock, epochs);
    }

    /**
     * Refuses what {@link #take} would refuse, and takes nothing.
     *
     * @throws Failure FENCED or CONFIG as {@link #take}
     */
    public static void check(Ledger ledger, Claimant who, Clock clock, String table) {
        check(ledger, who, clock, table, epoch(ledger, table));
    }

    private static void check(Ledger ledger, Claimant who, Clock clock, String table, long seen) {
        ledger.look(state -> state.holder(table))
                .filter(holder -> holder.alive(clock.instant(), who.gone()))
                .ifPresent(holder -> {
                    throw new Failure(
                            Failure.Kind.FENCED,
                            table + " is being worked on by run " + holder.run() + " of job " + holder.job() + " ("
                                    + holder.holder() + ") until " + holder.until()
                                    + " or longer; run again when it has ended");
                });
        TableState known = ledger.look(state -> state.snapshot(table));
        if (known.epoch() != seen) {
            throw new Failure(
                    Failure.Kind.FENCED,
                    table + " was worked on by run " + known.run()
                            + " since this run began, which would put older rows in place of its; run again");
        }
        checkOwner(who, table, known.job());
    }

    /**
     * Refuses to work on another job's table.
     *
     * @param owner the job that it belongs to; empty when it belongs to none
     * @throws Failure CONFIG when that is another, and was not to be taken over
     */
    public static void checkOwner(Claimant who, String table, String owner) {
        if (!owner.isEmpty() && !owner.equals(who.job()) && !who.takeOver()) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    table + " belongs to job \"" + owner + "\", and this is job \"" + who.job()
                            + "\": export to another folder, name that job, or say --replace to take it over");
        }
    }

    private static long epoch(Ledger ledger, String table) {
        return ledger.look(state -> state.table(table).epoch());
    }

    /** The epoch under which to write about a table. */
    public long epoch(String table) {
        return Optional.ofNullable(epochs.get(table)).orElseThrow();
    }

    /** The run's name. */
    public String run() {
        return who.run();
    }

    /**
     * Returns while a table is this run's, as far as is known without asking.
     *
     * @throws Failure FENCED when another run has taken it over
     */
    public void check(String table) {
        if (epoch(ledger, table) != epoch(table)) {
            throw new Failure(Failure.Kind.FENCED, ledger.look(state -> Fenced.taken(state, table)));
        }
    }

    /** Says that the run goes on. */
    public void renew() {
        ledger.append(new Entry.Renewed(who.run(), clock.instant().plus(who.lease())));
        ledger.flush();
    }

    /** Gives the tables back. */
    public void end(Outcome outcome) {
        ledger.commit(List.of(new Entry.Ended(who.run(), clock.instant(), outcome)));
    }
}
