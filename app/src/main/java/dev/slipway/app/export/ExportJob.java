package dev.slipway.app.export;

import dev.slipway.Failure;
import dev.slipway.app.place.LedgerAccess;
import dev.slipway.app.place.Place;
import dev.slipway.job.ExportSettings;
import dev.slipway.mapping.Mappings;
import dev.slipway.parquet.ParquetSettings;
import dev.slipway.postgres.NamedTable;
import dev.slipway.postgres.PostgresOptions;
import java.util.List;
import java.util.Optional;

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
 * @param incremental how to go on after what was exported before; empty: each export stands for itself
 */
public record ExportJob(
        String name,
        PostgresOptions from,
        Mappings mappings,
        Place to,
        LedgerAccess ledger,
        ExportSettings settings,
        ParquetSettings parquet,
        Conduct conduct,
        Optional<Incremental> incremental) {
    /** The name of what no one named: all such exports are one job. */
    public static final String UNNAMED = "export";

    /** @throws Failure CONFIG when it is to go on after what was exported before, and something else does not go with that */
    public ExportJob {
        Optional<BesideRanges> other = incremental.flatMap(how -> BesideRanges.of(from, settings, conduct));
        if (other.isPresent()) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "--incremental " + BesideRanges.WHY + other.get().option());
        }
    }

    /** What was asked for and does not go with ranges, if anything was. */
    public Optional<BesideRanges> besideRanges() {
        return BesideRanges.of(from, settings, conduct);
    }

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
                conduct.ofOne(),
                incremental);
    }

    /** Exports some rows of one of its tables, and leaves alone what else stands there of it. */
    ExportJob ofRows(NamedTable table, String where) {
        return new ExportJob(
                name,
                from.withTables(List.of(table.text())).withWhere(where),
                mappings.concerning(table.name()),
                to,
                ledger,
                settings,
                parquet,
                conduct.appending(),
                Optional.empty());
    }

    /**
     * Goes on after what was exported before.
     *
     * @throws Failure CONFIG when something else that was asked for does not go with that
     */
    public ExportJob goingOn(Incremental how) {
        return new ExportJob(name, from, mappings, to, ledger, settings, parquet, conduct, Optional.of(how));
    }

    /** Reads from there. */
    public ExportJob withSource(PostgresOptions source) {
        return new ExportJob(name, source, mappings, to, ledger, settings, parquet, conduct, incremental);
    }

    /** Records it there. */
    public ExportJob withLedger(LedgerAccess access) {
        return new ExportJob(name, from, mappings, to, access, settings, parquet, conduct, incremental);
    }
}
