package dev.slipway.ledger;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * Who takes tables, and how.
 *
 * @param run names the run, unlike any other
 * @param job in whose name; tables belong to jobs
 * @param holder this process
 * @param lease how long others wait for a sign of life before they may take over
 * @param gone whether a process is known to be dead, so that nobody needs to wait for its lease to end; when in doubt, not
 * @param takeOver whether tables of other jobs may be taken, if nobody works on them
 */
public record Claimant(
        String run, String job, Holder holder, Duration lease, Predicate<Holder> gone, boolean takeOver) {}
