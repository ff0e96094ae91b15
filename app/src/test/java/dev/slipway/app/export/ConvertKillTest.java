package dev.slipway.app.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.Failure;
import dev.slipway.app.Cli;
import dev.slipway.app.Lakes;
import dev.slipway.app.place.LedgerAccess;
import dev.slipway.app.place.Place;
import dev.slipway.app.place.S3Access;
import dev.slipway.duckdb.DuckDb;
import dev.slipway.files.SchemaFile;
import dev.slipway.job.Cancel;
import dev.slipway.job.Context;
import dev.slipway.job.Events;
import dev.slipway.job.Export;
import dev.slipway.job.ExportSettings;
import dev.slipway.job.Key;
import dev.slipway.ledger.StoreLedger;
import dev.slipway.parquet.ParquetSettings;
import dev.slipway.store.FailingStore;
import dev.slipway.store.FailingStore.Moment;
import dev.slipway.store.FailingStore.Point;
import dev.slipway.store.LocalStore;
import dev.slipway.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A conversion that replaces a changed file and adds a new one, with rejects, is killed at operations of its store: the next run
 * ends as an undisturbed one, with the same files.
 */
final class ConvertKillTest {
    @TempDir
    Path folder;

    private DuckDb engine;
    private Path prepared;

    @BeforeEach
    void prepare() throws IOException {
        engine = DuckDb.open(DuckDb.Settings.DEFAULT, new Cancel());
        prepared = folder.resolve("prepared");
        Files.writeString(folder.resolve("s.yaml"), """
                name: t
                version: 1
                format: csv
                columns: {id: int64, a: text}
                """);
        Files.writeString(folder.resolve("1.csv"), "id,a\n1,x\nbad,y\n");
        Files.writeString(folder.resolve("2.csv"), "id,a\n2,x\n");
        Files.writeString(folder.resolve("3.csv"), "id,a\n3,x\nworse,z\n");
        assertThat(run(new LocalStore(prepared))).isTrue();
        Files.writeString(folder.resolve("2.csv"), "id,a\n20,changed\nnew,y\n");
        Files.writeString(folder.resolve("4.csv"), "id,a\n4,x\n");
    }

    @AfterEach
    void close() {
        engine.close();
    }

    /** Whether all was converted. */
    private boolean run(Store store) {
        Context context = new Context(new Cancel(), Events.NONE);
        FileJob job = new FileJob(
                ExportJob.UNNAMED,
                new FileArguments(
                                new S3Access(
                                        Optional.empty(),
                                        Optional.empty(),
                                        false,
                                        Optional.empty(),
                                        Optional.empty(),
                                        false),
                                context.cancel())
                        .of(List.of(folder.resolve("*.csv").toString())),
                SchemaFile.read(folder.resolve("s.yaml")),
                10,
                Key.NONE,
                new Place.Folder(folder),
                LedgerAccess.BESIDE,
                new ExportSettings("slipway", 1000, 1_000_000, 1, false),
                ParquetSettings.DEFAULT,
                new Conduct(
                        Conduct.Verify.LATER,
                        Conduct.DEFAULT.how().once(),
                        Conduct.LEASE_MIN,
                        1 << 20,
                        false,
                        Conduct.Snapshot.RUN,
                        1));
        try (ConvertRun convert = ConvertRun.open(job, store, "run" + System.nanoTime(), engine, context, true)) {
            return convert.run(Optional.empty()).stream().allMatch(Export.Result.Published.class::isInstance);
        } catch (Failure e) {
            return false;
        }
    }

    private Path copy(String name) throws IOException {
        Path lake = folder.resolve(name);
        Lakes.copy(prepared, lake);
        return lake;
    }

    @Test
    void killedAtSomeOperationsItIsCarriedOn() throws IOException {
        everyPoint(9);
    }

    @Test
    @Tag("heavy")
    void killedAtAnyOperationItIsCarriedOn() throws IOException {
        everyPoint(1);
    }

    private void everyPoint(int step) throws IOException {
        Path undisturbed = copy("undisturbed");
        FailingStore counting = new FailingStore(new LocalStore(undisturbed), Point.NOWHERE);
        assertThat(run(counting)).isTrue();
        Map<String, String> expected = content(undisturbed);
        assertThat(expected).hasSize(4 + 3);
        int operations = counting.operations().size();
        int killed = 0;
        for (int number = 1; number <= operations; number += step) {
            Path lake = copy("lake" + number);
            Moment moment = number % 2 == 0 ? Moment.BEFORE : Moment.AFTER;
            killed += run(new FailingStore(new LocalStore(lake), new Point(number, moment, true))) ? 0 : 1;
            free(lake);

            assertThat(run(new LocalStore(lake)))
                    .as("%s of %s", number, operations)
                    .isTrue();

            assertThat(content(lake)).as("%s of %s", number, operations).isEqualTo(expected);
            assertThat(Cli.run("verify", lake).status()).isZero();
        }
        System.out.println(killed + " runs killed, of " + operations + " operations");
        assertThat(killed).isPositive();
    }

    /** A killed run holds its tables until its lease ends: this process is alive. */
    private static void free(Path lake) {
        Clock clock = Clock.systemUTC();
        StoreLedger ledger = StoreLedger.open(new LocalStore(lake), clock, "test");
        while (ledger.look(state -> state.holder("t"))
                .filter(holder -> holder.alive(clock.instant(), dead -> false))
                .isPresent()) {
            Thread.onSpinWait();
        }
    }

    /** Every visible file with its bytes. */
    private static Map<String, String> content(Path lake) throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (Path file : Lakes.data(lake)) {
            files.put(lake.relativize(file).toString(), java.util.HexFormat.of().formatHex(Files.readAllBytes(file)));
        }
        return files;
    }
}
