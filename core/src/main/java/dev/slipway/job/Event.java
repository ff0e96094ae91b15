package dev.slipway.job;

import dev.slipway.Failure;
import dev.slipway.data.Losses;
import dev.slipway.digest.Digest;
import dev.slipway.ledger.DataFile;
import dev.slipway.ledger.Outcome;
import java.time.Duration;

/** Something that happened in a run: the one stream that progress, logs and {@code --json} are made from. */
public sealed interface Event {
    /** A run has taken its tables. */
    record Started(String run, String job) implements Event {}

    /** Whether a partition is among what is read, and why. */
    record PartitionJudged(String parent, String table, boolean taken, String why) implements Event {}

    /** A table will be read in {@code units} pieces, of about so many rows and bytes at the source. */
    record Planned(String table, int units, long rowsEstimate, long bytesEstimate) implements Event {}

    /** A worker (numbered from 0) took a unit. */
    record UnitStarted(int worker, String table, String unit) implements Event {}

    /** A worker compares what an earlier run wrote for its unit with the source. */
    record UnitCompared(int worker, String table, String unit) implements Event {}

    /** A worker has taken in more rows, which were so many bytes on their way from the source. */
    record Progress(int worker, long rows, long bytes) implements Event {}

    /** A file is complete, though not yet visible. */
    record FileWritten(int worker, String table, String unit, long rows, long bytes) implements Event {}

    /** A staged file was read back by an independent reader and holds the same rows. */
    record FileVerified(int worker, String table, String unit, Digest digest) implements Event {}

    /**
     * A worker has done a unit.
     *
     * @param kept whether its files are those that an earlier run wrote
     * @param files how many
     * @param bytesIn received from the source
     * @param bytesOut of its files
     */
    record UnitDone(
            int worker,
            String table,
            String unit,
            boolean kept,
            int files,
            long rows,
            long bytesIn,
            long bytesOut,
            Duration took)
            implements Event {}

    /** A unit failed; {@code again} when it will be tried once more. */
    record UnitFailed(int worker, String table, String unit, Failure.Kind kind, String text, boolean again)
            implements Event {}

    /** So many more bytes are on their way from a spool to the store behind it. */
    record Sending(long bytes) implements Event {}

    /** All of a file is in the store behind a spool, though not yet visible; {@code key} is what it will be called. */
    record FileSent(String key, long bytes) implements Event {}

    /** A file is visible. */
    record FilePublished(String table, DataFile file) implements Event {}

    /** A file that this run's files replace is gone. */
    record FileRemoved(String table, String key) implements Event {}

    /** What an earlier run had begun to make visible is visible now. */
    record RolledForward(String table, String change) implements Event {}

    /** All of a table is visible. */
    record TablePublished(String table, Digest rows, Losses lost, int files, long bytes, int removed)
            implements Event {}

    /** A table is not as it should be. */
    record TableFailed(String table, Failure.Kind kind, String text) implements Event {}

    /** Another run took a table over: this one leaves it alone. */
    record Fenced(String table, String text) implements Event {}

    /** A run has given its tables back. */
    record Ended(String run, Outcome outcome, Duration took) implements Event {}

    /** Of a table that is visible, bad values were let pass: the text says of which column, and how many. */
    record Lossy(String table, String text) implements Event {}

    /**
     * What was made of a file that others wrote is visible, and was not before.
     *
     * @param input what they call it
     * @param bytesIn of that file
     * @param rejected how many of its records are no rows
     * @param key of what was made of it, the first if there are several
     * @param bytesOut of all of them
     */
    record Converted(String input, long bytesIn, long rows, long rejected, String key, long bytesOut)
            implements Event {}

    /** Something the user should know, though the run goes on. */
    record Warned(String text) implements Event {}
}
