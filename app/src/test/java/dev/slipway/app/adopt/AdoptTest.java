package dev.slipway.app.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.ExitCode;
import dev.slipway.app.Lakes;
import dev.slipway.app.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in the form of the seed's scripts are taken over, or refused by name. */
final class AdoptTest {
    @TempDir
    Path folder;

    private Path lake;
    private TestServer.Database database;
    private List<Path> files;

    @BeforeEach
    void write() throws SQLException, IOException {
        lake = folder.resolve("lake");
        database = TestServer.embedded18().database(SeedFiles.EVENTS, SeedFiles.rows(1, 100));
        files = SeedFiles.events().write(database, lake, 30);
    }

    private Cli adopt(Object... more) {
        return run("--url", database.url(), "--key", "at,id", more);
    }

    private Cli alone(Object... more) {
        return run("--key", "at,id", "--job", "export", more);
    }

    private Cli run(String one, String two, String three, String four, Object... more) {
        List<Object> all = new ArrayList<>(List.of("adopt", lake, "--table", "public.events", one, two, three, four));
        all.addAll(List.of(more));
        return Cli.run(all.toArray());
    }

    private static Map<Path, byte[]> bytes(List<Path> files) throws IOException {
        Map<Path, byte[]> bytes = new TreeMap<>();
        for (Path file : files) {
            bytes.put(file, Files.readAllBytes(file));
        }
        return bytes;
    }

    @Test
    void filesThatHoldTheRowsOfTheSourceAreTakenOverWhereTheyStand() throws Exception {
        Map<Path, byte[]> before = bytes(files);
        Cli dry = adopt("--dry-run");
        assertThat(dry.status()).as(dry.all()).isZero();
        assertThat(dry.out()).contains("100 rows, 4 files", "could be taken over", "Nothing was changed");
        assertThat(lake.resolve("_slipway/tables")).doesNotExist();

        Cli adopted = adopt();

        assertThat(adopted.status()).as(adopted.all()).isZero();
        assertThat(adopted.out()).contains("public.events  100 rows, 4 files", "the source has the same rows through");
        assertThat(bytes(Lakes.data(lake))).containsAllEntriesOf(before).hasSameSizeAs(before);
        Cli verified = Cli.run("verify", lake);
        assertThat(verified.status()).as(verified.all()).isZero();
        assertThat(verified.out()).contains("Passed 4, failed 0").doesNotContain("no receipt");
        assertThat(Cli.run("status", lake).out()).contains("public.events", "published");
        assertThat(Cli.run("sql", "--at", lake, "SELECT count(*) AS n FROM public.events", "--json")
                        .out())
                .isEqualTo("{\"n\":100}\n");
        assertThat(adopt().out()).contains("taken over before");
        assertThat(Cli.run("clean", lake, "--age", "0s").out()).contains("Nothing is left over");
        assertThat(adopt("--json").json("adopted").getFirst().required("state").asString())
                .isEqualTo("before");
    }

    @Test
    void withoutASourceItIsSaidThatNobodyKnowsWhatIsMissing() throws IOException {
        Files.delete(files.get(1));

        Cli adopted = alone();

        assertThat(adopted.status()).as(adopted.all()).isZero();
        assertThat(adopted.out()).contains("70 rows, 3 files", "which rows are missing is not known");
        Cli next = Cli.export(database, lake, "events", "--incremental", "at,id");
        assertThat(next.status()).isEqualTo(ExitCode.USAGE);
        assertThat(next.err()).contains("adopt it again with --url");
    }

    @Test
    void rowsThatTheFilesLackOrThatChangedSinceAreFound() throws Exception {
        database.run("INSERT INTO events VALUES ('2024-01-10 05:30', 'late', 0)");
        Cli late = adopt();
        assertThat(late.status()).as(late.all()).isEqualTo(ExitCode.FAILED);
        assertThat(late.err()).contains("rows: 100 in the files, 101 in the source", "digest: ");

        database.run("DELETE FROM events WHERE id = 'late'", "UPDATE events SET n = -1 WHERE n = 50");
        assertThat(adopt().err()).contains("min(n): 1 in the files, -1 in the source");

        database.run("UPDATE events SET n = 50 WHERE n = -1");
        Files.delete(files.get(2));
        assertThat(adopt().err()).contains("rows: 70 in the files, 100 in the source");
        assertThat(lake.resolve("_slipway/tables")).doesNotExist();
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        byte[] bytes = Files.readAllBytes(files.get(1));
        bytes[bytes.length / 3] ^= 1;
        Files.write(files.get(1), bytes);

        Cli refused = adopt();

        assertThat(refused.status()).as(refused.all()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.err()).contains("public.events was not taken over");
        assertThat(Cli.run("status", lake).err()).contains("no records");
    }

    @Test
    void aFileWithTheNameOfAnotherIsNamed() throws IOException {
        Path other = files.get(1)
                .resolveSibling(files.get(1).getFileName().toString().replace("rows-30", "rows-31"));
        Files.move(files.get(1), other);

        Cli refused = adopt();

        assertThat(refused.status()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.err())
                .contains(other.getFileName().toString(), "its rows is 30; its name says 31", "not what they say");
    }

    @Test
    void filesThatOverlapAreNamed() throws Exception {
        Path more = folder.resolve("more");
        List<Path> others = SeedFiles.events().write(database, more, 45);
        Path copy = Files.copy(
                others.getFirst(),
                files.getFirst().resolveSibling(others.getFirst().getFileName()));

        Cli refused = adopt();

        assertThat(refused.status()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.err()).contains(copy.getFileName().toString(), "overlap");
    }

    @Test
    void aFileOfOtherColumnsIsNamed() throws Exception {
        Path last = files.getLast();
        SeedFiles.copy("SELECT \"at\", id, n::BIGINT AS n FROM '" + last + "'", folder.resolve("wide.parquet"));
        Files.move(folder.resolve("wide.parquet"), last, StandardCopyOption.REPLACE_EXISTING);

        Cli refused = adopt();

        assertThat(refused.status()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.err()).contains(last.getFileName().toString(), "n int64", "an export of public.events has");
        assertThat(alone().err()).contains("the first file of public.events has");
    }

    @Test
    void aPlaceWithoutFilesOfTheTableIsNothingToAdopt() throws Exception {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        Cli nothing = Cli.run("adopt", empty, "--table", "public.events");
        assertThat(nothing.status()).isEqualTo(ExitCode.USAGE);
        assertThat(nothing.err()).contains("nothing to adopt: no .parquet file below");

        Cli other = Cli.run("adopt", lake, "--table", "public.others");
        assertThat(other.status()).isEqualTo(ExitCode.USAGE);
        assertThat(other.err()).contains("none of the 4 files", "tells of public.others");
        assertThat(Cli.run("adopt", lake.resolve("year=2024"), "--table", "events", "--key", "at,id")
                        .status())
                .isZero();
        Cli around = alone();
        assertThat(around.status()).isEqualTo(ExitCode.USAGE);
        assertThat(around.err()).contains("has a folder with records of its own, year=2024");
        assertThat(Cli.run("adopt", lake.resolve("year=2024/month=01"), "--table", "events")
                        .err())
                .contains("is a part of", "which has records of its own");
    }

    @Test
    void whatSlipwayExportedItselfIsNotAdopted() {
        Path own = folder.resolve("own");
        assertThat(Cli.export(database, own, "events").status()).isZero();

        Cli refused = Cli.run("adopt", own, "--table", "events", "--key", "at,id");

        assertThat(refused.status()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("nothing to adopt", "public.events", "was exported by Slipway");
    }

    @Test
    void whatWasExportedAfterAdoptedFilesIsNotAdoptedWithThem() throws Exception {
        assertThat(adopt().status()).isZero();
        database.run(SeedFiles.rows(101, 120));
        Cli next = Cli.export(database, lake, "events", "--incremental", "at,id");
        assertThat(next.status()).as(next.all()).isZero();
        List<Path> all = Lakes.data(lake);
        assertThat(all).hasSizeGreaterThan(files.size());

        Cli again = adopt();

        assertThat(again.status()).as(again.all()).isZero();
        assertThat(again.out()).contains("100 rows, 4 files", "taken over before");
        assertThat(Lakes.data(lake)).isEqualTo(all);
        assertThat(Cli.run("verify", lake).status()).isZero();
        Files.move(files.getLast(), folder.resolve("away.parquet"));
        Cli fewer = adopt();
        assertThat(fewer.status()).as(fewer.all()).isNotZero();
        assertThat(fewer.err()).contains("rows would be there twice");
    }

    @Test
    void filesWhoseNamesTellOfNoTableAskedForAreLeftAlone() throws IOException {
        Files.copy(files.getFirst(), lake.resolve("copy.parquet"));

        Cli adopted = adopt();

        assertThat(adopted.status()).as(adopted.all()).isZero();
        assertThat(adopted.out()).contains("left alone", "1 file, such as copy.parquet");
    }

    @Test
    void keysMayBeInstantsAndNumbers() throws Exception {
        database.run(
                "CREATE TABLE instants (at timestamptz NOT NULL, id bigint NOT NULL)",
                "INSERT INTO instants SELECT timestamptz '2024-01-10 00:00:00+02' + i / 4 * interval '1 s', i"
                        + " FROM generate_series(1, 50) i");
        Path other = folder.resolve("other");
        new SeedFiles(
                        "SELECT (extract(epoch FROM at) * 1000000)::bigint, id::text,"
                                + " format('(%L::TIMESTAMPTZ, %s::BIGINT)', at, id) FROM instants WHERE id <= 42",
                        "\"at\", id", false, "old_public.instants")
                .write(database, other, 42);
        Object[] adopt = {"adopt", other, "--table", "instants", "--url", database.url()};

        Cli timed = Cli.run(with(adopt, "--key", "at,id"));
        assertThat(timed.status()).as(timed.all()).isZero();
        assertThat(timed.out()).contains("through 2024-01-09 22:00:10+00, 42, and no others");
        Cli next = Cli.export(database, other, "instants", "--incremental", "at,id");
        assertThat(next.status()).as(next.all()).isZero();
        assertThat(next.out()).contains("new: after 2024-01-09 22:00:10+00, 42", "8 rows");
        Cli fewer = Cli.run(with(adopt, "--key", "at"));
        assertThat(fewer.status()).as(fewer.all()).isEqualTo(ExitCode.FAILED);
        assertThat(fewer.err())
                .contains("public.instants was not taken over: files of public.instants are not what they say");
    }

    private static Object[] with(Object[] first, Object... more) {
        List<Object> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(more));
        return all.toArray();
    }
}
