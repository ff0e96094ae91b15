package dev.slipway.job;

import dev.slipway.digest.Digest;

/** Something that happened in a run: the one stream that progress, logs and {@code --json} are made from. */
public sealed interface Event {
    /** A table will be read in {@code units} pieces, of about so many rows and bytes at the source. */
    record Planned(String table, int units, long rowsEstimate, long bytesEstimate) implements Event {}

    /** A worker (numbered from 0) took a unit. */
    record UnitStarted(int worker, String unit) implements Event {}

    /** A worker has taken in more rows, which were so many bytes on their way from the source. */
    record Progress(int worker, long rows, long bytes) implements Event {}

    /** A file is complete, though not yet visible. */
    record FileWritten(int worker, String unit, long rows, long bytes) implements Event {}

    /** A staged file was read back by an independent reader and holds the same rows. */
    record FileVerified(int worker, String unit, Digest digest) implements Event {}

    /** A worker has done a unit. */
    record UnitDone(int worker, String unit) implements Event {}

    /** A file is visible. */
    record FilePublished(DataFile file) implements Event {}

    /** A file that this run's files replace is gone. */
    record FileRemoved(String key) implements Event {}

    /** Something the user should know, though the run goes on. */
    record Warned(String text) implements Event {}
}
