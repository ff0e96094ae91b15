package dev.slipway.app.export;

import dev.slipway.app.place.LedgerAccess;
import dev.slipway.app.place.Place;
import dev.slipway.job.ExportSettings;
import dev.slipway.mapping.Mappings;
import dev.slipway.parquet.ParquetSettings;
import dev.slipway.postgres.NamedTable;
import dev.slipway.postgres.PostgresOptions;
import java.util.List;

/**
 * An export as it was asked for, by options or by a job file, and checked as far as that goes without its source.
 *
 * @param name of the job, which owns the tables that it writes
 * @param from which rows of which database, and as what
 * @param mappings what becomes of the columns of some tables
 * @param to where the files go
 * @param ledger where the ledger is
 * @param settings how files are cut and named
 * @param parquet how they are encoded; by what they are sorted is known only when the source is planned
 * @param conduct how the run goes about it
 */
public record ExportJob(
        String name,
        PostgresOptions from,
        Mappings mappings,
        Place to,
        LedgerAccess ledger,
        ExportSettings settings,
        ParquetSettings parquet,
        Conduct conduct) {
    /** The name of what no one named: all such exports are one job. */
    public static final String UNNAMED = "export";

    /** Exports one of its tables, with a snapshot of its own. */
    ExportJob ofOne(NamedTable table) {
        return new ExportJob(
                name,
                from.withTables(List.of(table.text())),
                mappings.concerning(table.name()),
                to,
                ledger,
                settings,
                parquet,
                conduct.ofOne());
    }

    /** Reads from there. */
    public ExportJob withSource(PostgresOptions source) {
        return new ExportJob(name, source, mappings, to, ledger, settings, parquet, conduct);
    }

    /** Records it there. */
    public ExportJob withLedger(LedgerAccess access) {
        return new ExportJob(name, from, mappings, to, access, settings, parquet, conduct);
    }
}
