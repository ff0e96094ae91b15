package dev.slipway.app.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.Failure;
import dev.slipway.app.Cli;
import dev.slipway.app.Lakes;
import dev.slipway.app.place.LedgerAccess;
import dev.slipway.app.place.Place;
import dev.slipway.app.place.S3Access;
import dev.slipway.files.FileInput;
import dev.slipway.files.FileRead;
import dev.slipway.files.FileSchema;
import dev.slipway.files.FileSet;
import dev.slipway.files.SchemaFile;
import dev.slipway.job.Cancel;
import dev.slipway.job.Context;
import dev.slipway.job.Events;
import dev.slipway.job.Export;
import dev.slipway.job.ExportSettings;
import dev.slipway.job.Key;
import dev.slipway.job.NamePattern;
import dev.slipway.job.UnitName;
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
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that replaces a changed file and adds a new one, with rejects, is killed at operations of its store: the next run ends as
 * an undisturbed one, with the same files. So does a run of a job whose files have names of their own and which leaves alone what
 * was made of files that it does not read.
 */
final class FileKillTest {
    @TempDir
    Path folder;

    private Path prepared;

    @BeforeEach
    void prepare() throws IOException {
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
        assertThat(run(new LocalStore(folder.resolve("named")), "*.csv", true)).isTrue();
        Files.writeString(folder.resolve("2.csv"), "id,a\n20,changed\nnew,y\n");
        Files.writeString(folder.resolve("4.csv"), "id,a\n4,x\n");
    }

    /** Whether all was converted. */
    private boolean run(Store store) {
        return run(store, "*.csv", false);
    }

    private boolean run(Store store, String files, boolean named) {
        Context context = new Context(new Cancel(), Events.NONE);
        FileJob job = new FileJob(
                ExportJob.UNNAMED,
                search -> new FileFinder.Found(List.of(set(files, named, search.cancel())), List.of()),
                new RejectRule(10, false),
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
                        1),
                FileJob.Telling.TABLES);
        FileRun.Parts parts = new FileRun.Parts(
                store,
                job.files().find(new FileFinder.Search(context.cancel())).sets(),
                "run" + System.nanoTime(),
                context,
                true);
        try (FileRun run = FileRun.open(job, parts)) {
            return run.run(Optional.empty()).stream().allMatch(Export.Result.Published.class::isInstance);
        } catch (Failure e) {
            return false;
        }
    }

    private FileSet set(String files, boolean named, Cancel cancel) {
        S3Access s3 =
                new S3Access(Optional.empty(), Optional.empty(), false, Optional.empty(), Optional.empty(), false);
        FileSchema schema = SchemaFile.read(folder.resolve("s.yaml"));
        List<FileRead> reads = new FileArguments(s3, cancel)
                .of(List.of(folder.resolve(files).toString())).files().stream()
                        .map(file -> new FileRead(file, schema, Optional.empty(), name(file, schema, named)))
                        .toList();
        return new FileSet("the files", reads, named);
    }

    private static Optional<UnitName> name(FileInput file, FileSchema schema, boolean named) {
        String bare = file.name().replaceAll(".*/|\\.csv", "");
        return named
                ? Optional.of(new NamePattern("{table}/of-{file}").of(schema.table(), Optional.empty(), bare))
                : Optional.empty();
    }

    private static Path copy(Path from, Path to) throws IOException {
        Lakes.copy(from, to);
        return to;
    }

    @Test
    void killedAtSomeOperationsItIsCarriedOn() throws IOException {
        everyPoint(prepared, this::run, 4 + 3, 9);
    }

    @Test
    void killedAtSomeOperationsAJobIsCarriedOn() throws IOException {
        everyPoint(folder.resolve("named"), store -> run(store, "[24].csv", true), 4 + 3, 9);
    }

    @Test
    @Tag("heavy")
    void killedAtAnyOperationItIsCarriedOn() throws IOException {
        everyPoint(prepared, this::run, 4 + 3, 1);
    }

    @Test
    @Tag("heavy")
    void killedAtAnyOperationAJobIsCarriedOn() throws IOException {
        everyPoint(folder.resolve("named"), store -> run(store, "[24].csv", true), 4 + 3, 1);
    }

    private void everyPoint(Path before, Predicate<Store> run, int files, int step) throws IOException {
        Path undisturbed = copy(before, folder.resolve("undisturbed"));
        FailingStore counting = new FailingStore(new LocalStore(undisturbed), Point.NOWHERE);
        assertThat(run.test(counting)).isTrue();
        Map<String, String> expected = content(undisturbed);
        assertThat(expected).hasSize(files);
        int operations = counting.operations().size();
        int killed = 0;
        for (int number = 1; number <= operations; number += step) {
            Path lake = copy(before, folder.resolve("lake" + number));
            Moment moment = number % 2 == 0 ? Moment.BEFORE : Moment.AFTER;
            killed += run.test(new FailingStore(new LocalStore(lake), new Point(number, moment, true))) ? 0 : 1;
            free(lake);

            assertThat(run.test(new LocalStore(lake)))
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
