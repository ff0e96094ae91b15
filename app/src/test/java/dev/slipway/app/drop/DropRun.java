package dev.slipway.app.drop;

import dev.slipway.app.ThisProcess;
import dev.slipway.app.Verifiers;
import dev.slipway.duckdb.DuckDb;
import dev.slipway.job.Cancel;
import dev.slipway.ledger.Claimant;
import dev.slipway.ledger.StoreLedger;
import dev.slipway.mapping.Mappings;
import dev.slipway.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Drops of tables within this process, unwitnessed. Whoever is found holding a table is taken for dead. */
record DropRun(DuckDb engine, String url) {
    static final Telling SILENT = new Telling() {
        @Override
        public void step(String what) {}

        @Override
        public void note(String what) {}
    };

    private static final AtomicInteger RUNS = new AtomicInteger();

    Drop.Result of(String table, Store store, Telling telling) {
        Clock clock = Clock.systemUTC();
        DropJob job = new DropJob(
                table,
                url,
                Map.of(),
                false,
                false,
                2,
                new Mappings(List.of()),
                new DropJob.Accepted(Set.of(), false, true),
                Duration.ofMillis(1));
        return new Drop(new Drop.Parts(
                        job,
                        store,
                        StoreLedger.open(store, clock, "test"),
                        clock,
                        owner -> new Claimant(
                                "drop-" + RUNS.incrementAndGet(),
                                owner,
                                ThisProcess.holder(),
                                Duration.ofSeconds(60),
                                holder -> true,
                                false),
                        engine,
                        Verifiers.copies(Verifiers.COPY_BYTES),
                        new Cancel(),
                        telling))
                .run();
    }
}
