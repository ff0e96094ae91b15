package dev.slipway.app.export;

import dev.slipway.app.place.LedgerAccess;
import dev.slipway.app.place.Place;
import dev.slipway.job.ExportSettings;
import dev.slipway.job.Key;
import dev.slipway.parquet.ParquetSettings;

/**
 * Files that are to become tables, as it was asked for.
 *
 * @param name of the job, which owns the tables that it writes
 * @param files finds them when it runs
 * @param rejects what becomes of records that are no rows
 * @param key by what file names tell rows
 * @param to where the files go
 * @param ledger where the ledger is
 * @param telling how the end is told
 */
public record FileJob(
        String name,
        FileFinder files,
        RejectRule rejects,
        Key key,
        Place to,
        LedgerAccess ledger,
        ExportSettings settings,
        ParquetSettings parquet,
        Conduct conduct,
        Telling telling) {
    /** More files at once than this would wait for each other. */
    public static final int READERS_MAX = 2;

    /** How the end of a run is told. */
    public enum Telling {
        /** A line for each table. */
        TABLES,
        /** Lines for each file. */
        FILES
    }

    /** Records it there. */
    public FileJob withLedger(LedgerAccess access) {
        return new FileJob(name, files, rejects, key, to, access, settings, parquet, conduct, telling);
    }
}
