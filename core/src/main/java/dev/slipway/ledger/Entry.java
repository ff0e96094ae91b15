package dev.slipway.ledger;

import java.time.Instant;
import java.util.List;

/**
 * One line of the ledger: something that is so from now on. {@link State} says which may follow which.
 *
 * <p>Entries about a table carry its epoch, which each claim counts up by one: what a process writes that was overtaken
 * carries an older one, and is refused.
 */
public sealed interface Entry {
    /** About a run. */
    sealed interface OfRun extends Entry {
        /** Unlike any other run's. */
        String run();
    }

    /** About a table. */
    sealed interface OfTable extends Entry {
        /** The table's name, as messages have it. */
        String table();

        /** Of the claim under which it is written. */
        long epoch();
    }

    /**
     * A run begins.
     *
     * @param job in whose name; tables belong to jobs
     * @param until when others may take its tables, unless it is renewed
     */
    record Started(String run, String job, Holder holder, Instant at, Instant until) implements OfRun {}

    /** A run goes on. */
    record Renewed(String run, Instant until) implements OfRun {}

    /** A run has ended; its tables are free. */
    record Ended(String run, Instant at, Outcome outcome) implements OfRun {}

    /** A run takes a table. */
    record Claimed(String table, long epoch, String run) implements OfTable {}

    /** What is going to be done. Units that were written for an earlier plan stay if their fingerprint is the same. */
    record Replanned(String table, long epoch, Planned plan) implements OfTable {}

    /**
     * All rows of a unit stand in complete, durable files.
     *
     * @param unit its ordinal
     * @param mark of the snapshot that they were read from
     */
    record Written(String table, long epoch, int unit, String mark, List<UnitFile> files) implements OfTable {
        public Written {
            files = List.copyOf(files);
        }
    }

    /** Its files were read back and hold the same rows. */
    record Verified(String table, long epoch, int unit) implements OfTable {}

    /**
     * A unit could not be written, or what was written is no good.
     *
     * @param kind of the failure
     * @param text what to tell a person; no secrets
     */
    record Failed(String table, long epoch, int unit, String kind, String text) implements OfTable {}

    /** The intent to make all units visible, and then to remove what they replace. */
    record Publishing(String table, long epoch, String change) implements OfTable {}

    /** That was done. */
    record Published(String table, long epoch, String change, Instant at) implements OfTable {}

    /** What was being done will not be carried on; what is published stays. */
    record GivenUp(String table, long epoch) implements OfTable {}

    /** That cannot be done any more: its files are gone. Those that are visible go with the next change. */
    record Abandoned(String table, long epoch, String change) implements OfTable {}

    /** The intent to remove the table at its source: from now on its files may be all that is left of it. */
    record Dropping(String table, long epoch, Removal removal) implements OfTable {}

    /** That was done. */
    record Dropped(String table, long epoch, String change, Instant at) implements OfTable {}

    /**
     * That was not done: the table stands at its source as before.
     *
     * @param text why, to tell a person; no secrets
     */
    record Spared(String table, long epoch, String change, String text) implements OfTable {}
}
