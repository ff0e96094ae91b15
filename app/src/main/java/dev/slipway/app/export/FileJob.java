package dev.slipway.app.export;

import dev.slipway.app.place.LedgerAccess;
import dev.slipway.app.place.Place;
import dev.slipway.files.FileSet;
import dev.slipway.job.ExportSettings;
import dev.slipway.job.Key;
import dev.slipway.parquet.ParquetSettings;
import java.util.List;

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
    /** More large files at once than this would wait for each other. */
    public static final int READERS_MAX = 2;

    /** Of small files, workers wait for the disk most of the time. */
    private static final int SMALL_READERS_MAX = 8;

    private static final long SMALL_BYTES = 4L << 20;

    /** How the end of a run is told. */
    public enum Telling {
        /** A line for each table. */
        TABLES,
        /** Lines for each file. */
        FILES
    }

    /** The same with as many workers as these files are worth. */
    FileJob forFiles(List<FileSet> sets) {
        boolean small = sets.stream()
                .flatMap(set -> set.files().stream())
                .allMatch(file -> file.input().size() <= SMALL_BYTES);
        ExportSettings fitting = small ? settings.withWorkers(SMALL_READERS_MAX) : settings;
        return new FileJob(name, files, rejects, key, to, ledger, fitting, parquet, conduct, telling);
    }

    /** Records it there. */
    public FileJob withLedger(LedgerAccess access) {
        return new FileJob(name, files, rejects, key, to, access, settings, parquet, conduct, telling);
    }
}
