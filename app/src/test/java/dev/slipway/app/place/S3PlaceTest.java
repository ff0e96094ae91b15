package dev.slipway.app.place;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.ExitCode;
import dev.slipway.app.TestServer;
import dev.slipway.aws.S3Server;
import dev.slipway.job.Cancel;
import dev.slipway.store.Blob;
import dev.slipway.store.Expect;
import dev.slipway.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command that takes a folder takes a place in S3. */
final class S3PlaceTest {
    private static final S3Server STORE = S3Server.startForThisProcess();
    private static final String URL = "s3://" + S3Server.BUCKET + "/deep/lake";
    private static TestServer.Database events;

    @BeforeAll
    static void fill() throws SQLException {
        events = TestServer.embedded18()
                .database(
                        "CREATE TABLE events (id bigint PRIMARY KEY, at timestamp, body text)",
                        "INSERT INTO events SELECT i, timestamp '2024-01-01' + i * interval '1 minute', md5(i::text)"
                                + " FROM generate_series(1, 20000) i");
    }

    @AfterAll
    static void stop() {
        STORE.close();
    }

    @TempDir
    Path folder;

    private static Cli run(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--s3-endpoint", STORE.endpoint(), "--s3-region", "us-east-1", "--s3-path-style"));
        return Cli.run(all.toArray());
    }

    private static Cli export(String to, Object... more) {
        List<Object> all = new ArrayList<>(List.of("export", "postgres", "public.events", "--url", events.url()));
        all.addAll(List.of("--to", to));
        all.addAll(List.of(more));
        return run(all.toArray());
    }

    private static List<String> keys(String url) {
        S3Access access = new S3Access(
                Optional.of(STORE.endpoint().toString()),
                Optional.of("us-east-1"),
                true,
                Optional.empty(),
                Optional.empty(),
                false);
        Store store = Stores.open(new Place.Bucket(url, access), new Cancel());
        try (Stream<Blob> blobs = store.list("")) {
            return blobs.map(Blob::key).toList();
        }
    }

    private static List<String> data(String url) {
        return keys(url).stream().filter(key -> key.endsWith(".parquet")).toList();
    }

    @Test
    void what_is_exported_there_is_verified_shown_told_and_replaced() throws SQLException {
        Cli exported = export(URL, "--rows-per-file", "7000");
        assertThat(exported.status()).as(exported.all()).isEqualTo(ExitCode.DONE);
        assertThat(exported.out()).contains("20,000 rows, 3 files", "in " + URL, "every file was read back");
        List<String> files = data(URL);
        assertThat(files).hasSize(3);

        Cli verified = run("verify", URL, "--source", events.url());
        assertThat(verified.status()).as(verified.all()).isEqualTo(ExitCode.DONE);
        assertThat(verified.all()).contains(URL + '/' + files.getFirst());
        assertThat(run("verify", URL + "/public.events/").status()).isEqualTo(ExitCode.DONE);
        assertThat(run("verify", URL + '/' + files.get(1)).out())
                .contains(files.get(1))
                .doesNotContain(files.get(0));

        assertThat(run("show", URL + '/' + files.getFirst()).out()).contains("7,000", "body");
        assertThat(run("status", URL).out()).contains("public.events", "published", "20,000");
        assertThat(run("clean", URL, "--age", "0s").out()).contains("Nothing is left over in " + URL);

        events.run("DELETE FROM events WHERE id > 15000");
        assertThat(export(URL, "--rows-per-file", "7000").status()).isEqualTo(ExitCode.DONE);
        assertThat(run("verify", URL).status()).isEqualTo(ExitCode.DONE);
        assertThat(data(URL)).hasSize(3);
        assertThat(keys(URL)).noneMatch(key -> key.startsWith("_slipway/probe"));
    }

    @Test
    void what_is_archived_there_is_dropped_on_that_evidence_and_comes_back() throws SQLException {
        String url = "s3://lake/etl/perm_items";
        TestServer.Database database = TestServer.embedded18()
                .database(
                        "CREATE TABLE p (at timestamp NOT NULL, id bigint, body text, PRIMARY KEY (at, id))"
                                + " PARTITION BY RANGE (at)",
                        "CREATE TABLE p_old PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2024-02-01')",
                        "CREATE TABLE p_new PARTITION OF p FOR VALUES FROM ('2024-02-01') TO ('2999-01-01')",
                        "INSERT INTO p SELECT timestamp '2024-01-01' + i * interval '1 hour', i, md5(i::text)"
                                + " FROM generate_series(1, 1000) i",
                        "CREATE TABLE before AS SELECT p::text AS row FROM p");
        Cli exported = run(
                "export",
                "postgres",
                "--url",
                database.url(),
                "--partitions-of",
                "public.p",
                "--older-than",
                "90d",
                "--to",
                url,
                "--layout",
                "hive-date",
                "--witness");
        assertThat(exported.status()).as(exported.all()).isEqualTo(ExitCode.DONE);
        assertThat(data(url))
                .hasSize(2)
                .anyMatch(key -> key.startsWith("year=2024/month=01/half=01/"))
                .anyMatch(key -> key.startsWith("year=2024/month=01/half=02/"));
        assertThat(run("verify", url + "/year=2024/", "--parallel", "4").status())
                .isEqualTo(ExitCode.DONE);

        database.run("UPDATE p SET body = 'late' WHERE id = 7");
        Object[] drop = {"drop", "public.p_old", "--archive", url, "--url", database.url()};
        Cli refused = run(drop);
        assertThat(refused.status()).as(refused.all()).isEqualTo(ExitCode.FAILED);
        database.run("UPDATE p SET body = md5('7') WHERE id = 7");
        Cli dropped = run(drop);
        assertThat(dropped.status()).as(dropped.all()).isEqualTo(ExitCode.DONE);
        assertThat(database.text("SELECT to_regclass('p_old')")).isEqualTo("null");
        assertThat(run("archive", "list", url, "--dropped").out()).contains("public.p_old", "witness: database");

        Cli restored = run(
                "restore",
                url + "/year=2024/month=01/",
                "--url",
                database.url(),
                "--table",
                "public.p_old",
                "--attach-to",
                "public.p");
        assertThat(restored.status()).as(restored.all()).isEqualTo(ExitCode.DONE);
        assertThat(database.text("SELECT count(*) FROM (SELECT p::text FROM p EXCEPT ALL SELECT row FROM before) x"))
                .isEqualTo("0");
        assertThat(database.text("SELECT count(*) FROM (SELECT row FROM before EXCEPT ALL SELECT p::text FROM p) x"))
                .isEqualTo("0");
    }

    @Test
    void a_job_file_says_the_same() throws Exception {
        Path job = Files.writeString(folder.resolve("job.yaml"), """
                job: nightly
                source: {postgres: {url: "%s", tables: public.events}}
                targets: [{folder: "s3://lake/by-job"}]
                s3: {endpoint: "%s", region: us-east-1, path-style: true}
                """.formatted(events.url(), STORE.endpoint()));

        Cli ran = Cli.run("run", job);

        assertThat(ran.status()).as(ran.all()).isEqualTo(ExitCode.DONE);
        assertThat(data("s3://lake/by-job")).hasSize(1);
    }

    @Test
    void what_cannot_be_is_refused_before_anything_is_read() {
        assertThat(export("s3://NoBucket/x").err()).contains("\"s3://NoBucket/x\" is no place in S3");
        assertThat(export("s3://elsewhere/x").err()).contains("there is no such bucket");
        assertThat(export("s3://lake/x", "--s3-encryption", "rot13").err()).contains("--s3-encryption is AES256");
        assertThat(run("status", "s3://lake/nothing").err()).contains("holds no records of Slipway");
        assertThat(run("verify", "s3://lake/nothing").err()).contains("no such file or folder");
        assertThat(run("show", "s3://lake/a.parquet").err()).contains("no such file");
        assertThat(keys("s3://lake/x")).isEmpty();
    }

    @Test
    void a_file_that_is_larger_than_all_copies_may_be_is_not_read_back() {
        Cli refused = export("s3://lake/small-cache", "--cache-bytes", "1KB");

        assertThat(refused.status()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("--cache-bytes", "1000 are allowed");
        assertThat(data("s3://lake/small-cache")).isEmpty();
    }

    @Test
    void filesThereBecomeTablesThere() throws IOException {
        S3Access access = new S3Access(
                Optional.of(STORE.endpoint().toString()),
                Optional.of("us-east-1"),
                true,
                Optional.empty(),
                Optional.empty(),
                false);
        Store in = Stores.open(new Place.Bucket("s3://" + S3Server.BUCKET + "/in", access), new Cancel());
        in.put("a 1.csv", "id,v\n1,x\n2,y\n".getBytes(StandardCharsets.UTF_8), Expect.absent());
        in.put("b.csv", "id,v\n3,z\nno,z\n".getBytes(StandardCharsets.UTF_8), Expect.absent());
        in.put("b.txt", "none".getBytes(StandardCharsets.UTF_8), Expect.absent());
        Path schema = Files.writeString(
                folder.resolve("t.yaml"), "name: t\nversion: 1\nformat: csv\ncolumns: {id: int64, v: text}\n");
        String to = "s3://" + S3Server.BUCKET + "/converted";
        Object[] convert = {
            "convert", "s3://" + S3Server.BUCKET + "/in/*.csv", "--schema", schema, "--to", to, "--max-rejects", "1"
        };
        Cli first = run(convert);
        assertThat(first.status()).as(first.all()).isZero();
        assertThat(first.out()).contains("t          3 rows, 2 files", "t_rejects  1 row");
        assertThat(run(convert).out()).contains("Of 4 units, 3 were written before and found unchanged.");
        assertThat(run("verify", to).status()).isZero();
        assertThat(run("convert", "s3://" + S3Server.BUCKET + "/in/none.csv", "--schema", schema, "--to", to)
                        .status())
                .isEqualTo(ExitCode.USAGE);
    }
}
