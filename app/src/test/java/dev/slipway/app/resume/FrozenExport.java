package dev.slipway.app.resume;

import dev.slipway.app.TestServer;
import dev.slipway.app.ThisProcess;
import dev.slipway.duckdb.DuckDb;
import dev.slipway.duckdb.DuckDbVerifier;
import dev.slipway.job.Cancel;
import dev.slipway.job.Context;
import dev.slipway.job.Earlier;
import dev.slipway.job.Event;
import dev.slipway.job.Export;
import dev.slipway.job.ExportSettings;
import dev.slipway.job.RunSettings;
import dev.slipway.job.Session;
import dev.slipway.job.Unlisted;
import dev.slipway.ledger.Claimant;
import dev.slipway.ledger.StoreLedger;
import dev.slipway.parquet.ParquetFormat;
import dev.slipway.parquet.ParquetSettings;
import dev.slipway.postgres.PostgresOptions;
import dev.slipway.postgres.PostgresSource;
import dev.slipway.postgres.PostgresUnit;
import dev.slipway.store.LocalStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Exports {@code public.t} as the command does, and keeps a copy of what the run's snapshot sees, made by the server in the
 * same snapshot before any row is read.
 */
final class FrozenExport {
    private static final Clock CLOCK = Clock.systemUTC();

    private final TestServer.Database database;
    private final Path lake;
    private final AtomicInteger kept = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();

    FrozenExport(TestServer.Database database, Path lake) {
        this.database = database;
        this.lake = lake;
    }

    /** How many units were kept so far. */
    int unitsKept() {
        return kept.get();
    }

    /** Stops after so many units are done; the copy is called {@code frozen}. */
    List<Export.Result> run(String run, int unitsMax) throws SQLException {
        LocalStore store = new LocalStore(lake);
        Cancel cancel = new Cancel();
        done.set(0);
        Context context = new Context(cancel, event -> heard(event, cancel, unitsMax));
        StoreLedger ledger = StoreLedger.open(store, CLOCK, run);
        PostgresSource source = new PostgresSource(
                PostgresOptions.of(database.url(), Map.of(), List.of("t")).withUnitBytes(200_000));
        try (Session<PostgresUnit> session = source.open(context, Earlier.of(ledger));
                DuckDb engine = DuckDb.open(new DuckDb.Settings(2, 256 << 20, Optional.empty()), cancel)) {
            freeze(Objects.requireNonNull(session.plan().origin().get("postgres.snapshot")));
            Export.Parts parts = new Export.Parts(
                    store,
                    new ParquetFormat(ParquetSettings.DEFAULT),
                    Optional.of(new DuckDbVerifier(engine)),
                    new ExportSettings("slipway", Long.MAX_VALUE, 1_000_000_000, 2, false),
                    RunSettings.DEFAULT,
                    context,
                    CLOCK,
                    ledger,
                    new Claimant(run, "export", ThisProcess.holder(), Duration.ofSeconds(60), ThisProcess::gone, false),
                    new Unlisted());
            return new Export<>(parts, session, session.plan()).run();
        }
    }

    private void heard(Event event, Cancel cancel, int unitsMax) {
        if (event instanceof Event.UnitDone unit) {
            kept.addAndGet(unit.kept() ? 1 : 0);
            if (done.incrementAndGet() == unitsMax) {
                cancel.request();
            }
        }
    }

    private void freeze(String snapshot) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS frozen");
            statement.execute("BEGIN ISOLATION LEVEL REPEATABLE READ");
            statement.execute("SET TRANSACTION SNAPSHOT '" + snapshot + "'");
            statement.execute("CREATE TABLE frozen AS SELECT * FROM t");
            statement.execute("COMMIT");
        }
    }
}
