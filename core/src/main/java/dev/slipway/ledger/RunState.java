package dev.slipway.ledger;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the ledger knows of one run.
 *
 * @param run unlike any other
 * @param job in whose name
 * @param holder the process
 * @param started when it began
 * @param until when others may take its tables
 * @param ended when it ended, if it said so
 * @param outcome how, if it said so
 */
public record RunState(
        String run,
        String job,
        Holder holder,
        Instant started,
        Instant until,
        Optional<Instant> ended,
        Optional<Outcome> outcome) {
    /**
     * Whether it may still be at work: it has not said that it ended, its lease lasts, and its process is not known dead.
     *
     * @param gone whether a process is known to be dead
     */
    public boolean alive(Instant now, Predicate<Holder> gone) {
        return ended.isEmpty() && now.isBefore(until) && !gone.test(holder);
    }

    RunState renewed(Instant later) {
        return new RunState(run, job, holder, started, later, ended, outcome);
    }

    RunState ended(Instant at, Outcome how) {
        return new RunState(run, job, holder, started, until, Optional.of(at), Optional.of(how));
    }
}
