package dev.slipway.app.export;

import dev.slipway.app.place.LedgerAccess;
import dev.slipway.app.place.Place;
import dev.slipway.files.FileSchema;
import dev.slipway.files.FileSet;
import dev.slipway.job.ExportSettings;
import dev.slipway.job.Key;
import dev.slipway.parquet.ParquetSettings;

/**
 * A conversion of files as it was asked for.
 *
 * @param name of the job, which owns the tables that it writes
 * @param files what is read
 * @param schema what they hold
 * @param rejectsMax so many records may be none
 * @param key by what file names tell rows
 * @param to where the files go
 * @param ledger where the ledger is
 */
record FileJob(
        String name,
        FileSet files,
        FileSchema schema,
        long rejectsMax,
        Key key,
        Place to,
        LedgerAccess ledger,
        ExportSettings settings,
        ParquetSettings parquet,
        Conduct conduct) {}
