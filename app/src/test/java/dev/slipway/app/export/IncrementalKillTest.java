package dev.slipway.app.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.Failure;
import dev.slipway.app.Cli;
import dev.slipway.app.Lakes;
import dev.slipway.app.TestServer;
import dev.slipway.app.place.LedgerAccess;
import dev.slipway.app.place.Place;
import dev.slipway.job.Cancel;
import dev.slipway.job.Context;
import dev.slipway.job.Events;
import dev.slipway.job.ExportSettings;
import dev.slipway.ledger.Manifest;
import dev.slipway.ledger.Manifests;
import dev.slipway.ledger.Slice;
import dev.slipway.ledger.StoreLedger;
import dev.slipway.ledger.TableState;
import dev.slipway.mapping.Mappings;
import dev.slipway.parquet.ParquetSettings;
import dev.slipway.postgres.Manners;
import dev.slipway.postgres.PostgresOptions;
import dev.slipway.store.FailingStore;
import dev.slipway.store.FailingStore.Moment;
import dev.slipway.store.FailingStore.Point;
import dev.slipway.store.LocalStore;
import dev.slipway.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that has a changed range to write anew and a new one to add is killed at operations of its store: the next run ends as an
 * undisturbed one, with the same ranges and the same files.
 */
final class IncrementalKillTest {
    @TempDir
    Path folder;

    private TestServer.Database database;
    private Path prepared;

    @BeforeEach
    void prepare() throws SQLException {
        prepared = folder.resolve("prepared");
        database = TestServer.embedded18().database("CREATE TABLE t (id int PRIMARY KEY, a text)", rows(1, 100));
        for (int end = 200; end <= 300; end += 100) {
            Cli exported = Cli.export(database, prepared, "t", "--incremental", "id");
            assertThat(exported.status()).as(exported.all()).isZero();
            database.run(rows(end - 99, end));
        }
        database.run("UPDATE t SET a = 'changed' WHERE id = 50");
    }

    private static String rows(int from, int to) {
        return "INSERT INTO t SELECT i, 'a' || i FROM generate_series(" + from + ", " + to + ") i";
    }

    private int run(Store store) {
        Context context = new Context(new Cancel(), Events.NONE);
        Incremental how = new Incremental(List.of("id"), Incremental.ALL);
        ExportJob job = new ExportJob(
                ExportJob.UNNAMED,
                PostgresOptions.of(database.url(), Map.of(), List.of("t")),
                new Mappings(List.of()),
                new Place.Folder(folder),
                LedgerAccess.BESIDE,
                new ExportSettings("slipway", 1000, 1_000_000, 1, false),
                ParquetSettings.DEFAULT,
                new Conduct(
                        Conduct.Verify.LATER,
                        Conduct.DEFAULT.how(),
                        Conduct.LEASE_MIN,
                        1 << 20,
                        false,
                        Conduct.Snapshot.RUN,
                        1),
                Optional.of(how));
        try {
            return new IncrementalRun(new IncrementalRun.Parts(
                            job, how, store, Manners.of(job.from(), System::nanoTime), context, Optional.empty()))
                    .run()
                    .exitCode(Ending.EXPORT);
        } catch (Failure e) {
            return 1;
        }
    }

    private Path copy(String name) throws IOException {
        Path lake = folder.resolve(name);
        Lakes.copy(prepared, lake);
        return lake;
    }

    @Test
    void killedAtSomeOperationsItIsCarriedOn() throws IOException {
        everyPoint(7);
    }

    @Test
    @Tag("heavy")
    void killedAtAnyOperationItIsCarriedOn() throws IOException {
        everyPoint(1);
    }

    private void everyPoint(int step) throws IOException {
        Path undisturbed = copy("undisturbed");
        FailingStore counting = new FailingStore(new LocalStore(undisturbed), Point.NOWHERE);
        assertThat(run(counting)).isZero();
        List<String> expected = content(undisturbed);
        assertThat(expected).hasSize(3);
        int operations = counting.operations().size();
        int killed = 0;
        for (int number = 1; number <= operations; number += step) {
            Path lake = copy("lake" + number);
            Moment moment = number % 2 == 0 ? Moment.BEFORE : Moment.AFTER;
            killed += run(new FailingStore(new LocalStore(lake), new Point(number, moment, true))) == 0 ? 0 : 1;
            free(lake);

            assertThat(run(new LocalStore(lake)))
                    .as("%s of %s", number, operations)
                    .isZero();

            assertThat(content(lake)).as("%s of %s", number, operations).isEqualTo(expected);
            assertThat(Lakes.data(lake)).hasSize(3);
            assertThat(Cli.run("verify", lake).status()).isZero();
        }
        System.out.println(killed + " runs killed, of " + operations + " operations");
        assertThat(killed).isPositive();
    }

    /** A killed run holds its table until its lease ends: this process is alive. */
    private static void free(Path lake) {
        Clock clock = Clock.systemUTC();
        StoreLedger ledger = StoreLedger.open(new LocalStore(lake), clock, "test");
        while (ledger.look(state -> state.holder("public.t"))
                .filter(holder -> holder.alive(clock.instant(), dead -> false))
                .isPresent()) {
            Thread.onSpinWait();
        }
    }

    /** Ranges with their rows, in their order, as ledger and manifest agree upon. */
    private static List<String> content(Path lake) {
        Store store = new LocalStore(lake);
        TableState state = StoreLedger.open(store, Clock.systemUTC(), "test").look(all -> all.snapshot("public.t"));
        assertThat(state.work()).isEmpty();
        assertThat(state.strays()).isEmpty();
        assertThat(new Manifests(store).find("public.t", "public.t").map(Manifest::slices))
                .contains(state.content());
        return state.content().stream()
                .map(slice -> slice.selection() + ' ' + slice.rows() + ' ' + keys(slice))
                .sorted()
                .toList();
    }

    private static List<String> keys(Slice slice) {
        return slice.files().stream().map(file -> file.key()).toList();
    }
}
