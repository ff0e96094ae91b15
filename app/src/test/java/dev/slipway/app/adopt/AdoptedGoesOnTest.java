package dev.slipway.app.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.ExitCode;
import dev.slipway.app.Lakes;
import dev.slipway.app.TestServer;
import dev.slipway.app.place.Place;
import dev.slipway.app.place.S3Access;
import dev.slipway.app.place.Stores;
import dev.slipway.aws.S3Server;
import dev.slipway.job.Cancel;
import dev.slipway.store.Expect;
import dev.slipway.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was taken over is gone on after, by exports of the same table. */
final class AdoptedGoesOnTest {
    /** Ids are 43 characters of base64url for 32 bytes: in text they are sorted otherwise than as bytes. */
    private static final String ID = "translate(rtrim(encode(sha256(i::text::bytea), 'base64'), '='), '+/', '-_')";

    private static final String ITEMS = "CREATE TABLE items (data_item_id varchar(43) NOT NULL, byte_count varchar(255)"
            + " NOT NULL, uploaded_date timestamp NOT NULL, plan_id varchar(255) NOT NULL, content_type varchar(255),"
            + " failed_bundles varchar(880), PRIMARY KEY (data_item_id, uploaded_date))";

    private static final String MAPPING = """
            mapping: 1
            columns:
              data_item_id: {decode: base64url}
              byte_count: {parse: integer}
              plan_id: {parse: uuid}
              content_type: {empty: null}
              failed_bundles: {split: ",", decode: base64url}
            """;

    private static final SeedFiles FILES = new SeedFiles(
            """
            SELECT (extract(epoch FROM uploaded_date) * 1000000)::bigint, data_item_id,
              format('(unhex(%L), %s::BIGINT, TIMESTAMP %L, %L::UUID, %L::VARCHAR, %s)',
                encode(decode(translate(data_item_id, '-_', '+/') || '=', 'base64'), 'hex'), byte_count,
                uploaded_date, plan_id, nullif(content_type, ''),
                CASE failed_bundles WHEN '' THEN '[]::BLOB[]' ELSE '[unhex(''00'')]' END) FROM items""",
            "data_item_id, byte_count, uploaded_date, plan_id, content_type, failed_bundles",
            true,
            "perm_items_public.items");

    @TempDir
    Path folder;

    private static String rows(int from, int to) {
        return "INSERT INTO items SELECT " + ID + ", (i * 1000)::text, timestamp '2023-06-15 09:02:09.999999'"
                + " + i / 10 * interval '7 minutes', md5(i::text)::uuid::text, CASE i % 2 WHEN 0 THEN '' ELSE 'image/png'"
                + " END, CASE i % 3 WHEN 0 THEN '' ELSE 'AA' END FROM generate_series(" + from + ", " + to + ") i";
    }

    private static TestServer.Database database() throws SQLException {
        return TestServer.embedded18().database(ITEMS, rows(1, 500));
    }

    private Path mapping() throws IOException {
        return Files.writeString(folder.resolve("items.yaml"), MAPPING);
    }

    @Test
    void theSeedsFilesAreTakenOverAndExportsGoOnAfterTheirLastRow() throws Exception {
        TestServer.Database database = database();
        Path lake = folder.resolve("lake");
        List<Path> files = FILES.write(database, lake, 120);
        Path mapping = mapping();

        Cli adopted = Cli.run("adopt", lake, "--table", "items", "--url", database.url(), "--mapping", mapping);
        assertThat(adopted.status()).as(adopted.all()).isZero();
        assertThat(adopted.out())
                .contains("500 rows, 5 files", "the source has the same rows through 2023-06-15 14:52:09.999999");

        // Of the last time of the files, where one row was, nine more come: some before it in bytes, some after it in
        // text.
        database.run(rows(501, 600));
        Cli next = Cli.export(
                database, lake, "items", "--incremental", "uploaded_date,data_item_id", "--mapping", mapping);
        assertThat(next.status()).as(next.all()).isIn(ExitCode.DONE, ExitCode.FAILED);
        assertThat(next.out()).contains("new: after 2023-06-15 14:52:09.999999");
        assertThat(Lakes.data(lake)).containsAll(files);

        Cli verified = Cli.run("verify", lake);
        assertThat(verified.status()).as(verified.all()).isZero();
        Cli drop = Cli.run("drop", "items", "--archive", lake, "--url", database.url(), "--mapping", mapping);
        assertThat(drop.status()).isEqualTo(ExitCode.USAGE);
        assertThat(drop.err()).contains("adopted files, which do not tell what the table was");
    }

    @Test
    void rowsThatComeLateBelowAdoptedOnesAreReportedAndTheFilesLeftAlone() throws Exception {
        TestServer.Database database = database();
        Path lake = folder.resolve("lake");
        List<Path> files = FILES.write(database, lake, 500);
        Path mapping = mapping();
        Object[] incremental = {"items", "--incremental", "uploaded_date,data_item_id", "--mapping", mapping};
        assertThat(Cli.run("adopt", lake, "--table", "items", "--url", database.url(), "--mapping", mapping)
                        .status())
                .isZero();
        assertThat(Cli.export(database, lake, incremental).out())
                .contains("1 compared with the source and equal, 0 new");
        byte[] before = Files.readAllBytes(files.getFirst());

        database.run("DELETE FROM items WHERE byte_count = '77000'");
        Cli differs = Cli.export(database, lake, incremental);

        assertThat(differs.status()).as(differs.all()).isEqualTo(ExitCode.FAILED);
        assertThat(differs.err()).contains("500 rows in the archive, 499 rows in the source", "left alone");
        assertThat(Files.readAllBytes(files.getFirst())).isEqualTo(before);
        Cli replaced = Cli.export(database, lake, "items", "--replace", "--mapping", mapping);
        assertThat(replaced.status()).as(replaced.all()).isZero();
        assertThat(replaced.err()).contains("1 adopted files of public.items", "move them away");
        assertThat(Files.readAllBytes(files.getFirst())).isEqualTo(before);
    }

    @Test
    void filesInS3AreTakenOverAndGoneOnAfter() throws Exception {
        try (S3Server server = S3Server.startForThisProcess()) {
            TestServer.Database database = database();
            Path local = folder.resolve("local");
            String url = "s3://" + S3Server.BUCKET + "/etl/perm_items";
            upload(server, url, local, FILES.write(database, local, 200));
            Object[] s3 = {"--s3-endpoint", server.endpoint(), "--s3-region", "us-east-1", "--s3-path-style"};

            Cli adopted = run(s3, "adopt", url, "--table", "items", "--url", database.url(), "--mapping", mapping());
            assertThat(adopted.status()).as(adopted.all()).isZero();
            assertThat(adopted.out()).contains("500 rows, 3 files");
            database.run(rows(510, 700));
            Cli next = run(
                    s3,
                    "export",
                    "postgres",
                    "items",
                    "--url",
                    database.url(),
                    "--to",
                    url,
                    "--mapping",
                    mapping(),
                    "--incremental",
                    "uploaded_date,data_item_id");
            assertThat(next.status()).as(next.all()).isZero();
            assertThat(next.out()).contains("2 ranges: 1 compared with the source and equal, 1 new");
            assertThat(run(s3, "verify", url).status()).isZero();
        }
    }

    private static Cli run(Object[] more, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(more));
        return Cli.run(all.toArray());
    }

    private static void upload(S3Server server, String url, Path local, List<Path> files) throws IOException {
        S3Access access = new S3Access(
                Optional.of(server.endpoint().toString()),
                Optional.of("us-east-1"),
                true,
                Optional.empty(),
                Optional.empty(),
                false);
        Store store = Stores.open(new Place.Bucket(url, access), new Cancel());
        for (Path file : files) {
            store.put(local.relativize(file).toString(), Files.readAllBytes(file), Expect.absent());
        }
    }
}
