package dev.slipway.app.drop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.Lakes;
import dev.slipway.app.TestServer;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a drop does, and what it leaves, on a real server. */
final class DropTest {
    @TempDir
    Path folder;

    @Test
    void aPartitionWhoseArchiveHoldsItAllIsDroppedAndTheRecordOutlivesIt() throws SQLException {
        Partitions partitions = Partitions.make(folder).archived();
        TestServer.Database database = partitions.database();
        String oid = database.text("SELECT 'events_2023'::regclass::oid");

        Cli drop = partitions.drop("--analyze");

        assertThat(drop.status()).as(drop.all()).isZero();
        assertThat(drop.out()).contains("Dropped public.events_2023: 3,000 rows in ", "witness: database");
        assertThat(partitions.isThere()).isFalse();
        assertThat(database.text("SELECT count(*) FROM events")).isEqualTo("100");
        assertThat(database.text("SELECT table_name || ' ' || table_oid || ' ' || detached || ' ' || role || ' '"
                        + " || split_part(digest, ':', 2) FROM slipway.dropped"))
                .isEqualTo("\"public\".\"events_2023\" " + oid + " false postgres 3000");
        JsonNode listed = Cli.run("archive", "list", folder, "--dropped", "--json")
                .json("dropped")
                .getFirst();
        assertThat(listed.required("oid").asString()).isEqualTo(oid);
        assertThat(listed.required("witness").asString()).isEqualTo("database");
        assertThat(listed.required("change").asString()).isEqualTo(database.text("SELECT change FROM slipway.dropped"));
        assertThat(Cli.run("archive", "list", folder).out()).contains("archived", "dropped", "3,000");
        assertThat(Cli.run("verify", folder).status()).isZero();
    }

    @Test
    void aDryRunTellsWhatWouldHappenAndTakesNoLockAndLeavesNoTrace() throws Exception {
        Partitions partitions = Partitions.make(folder).archived();
        var before = Lakes.files(folder);

        Cli run;
        try (var writer = partitions.database().connect();
                var statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            // Whoever wrote and has not committed would make every lock wait.
            statement.execute("UPDATE events_2023 SET a = a WHERE id = 1");
            run = partitions.drop("--dry-run");
            writer.rollback();
        }

        assertThat(run.status()).as(run.all()).isZero();
        assertThat(run.out())
                .contains(
                        "Nothing was locked or changed",
                        "3,000 rows in ",
                        "ALTER TABLE public.events DETACH PARTITION \"public\".\"events_2023\";",
                        "DROP TABLE \"public\".\"events_2023\" RESTRICT;");
        assertThat(partitions.isThere()).isTrue();
        assertThat(Lakes.files(folder)).isEqualTo(before);
        assertThat(partitions.database().text("SELECT to_regclass('slipway.dropped')"))
                .isEqualTo("null");
    }

    @Test
    void aDetachedPartitionStaysAndCanBeDroppedLater() throws SQLException {
        Partitions partitions = Partitions.make(folder).archived();

        Cli detach = partitions.drop("--detach-only");

        assertThat(detach.status()).as(detach.all()).isZero();
        assertThat(partitions.database().text("SELECT count(*) FROM events")).isEqualTo("100");
        assertThat(partitions.database().text("SELECT count(*) FROM events_2023"))
                .isEqualTo("3000");
        assertThat(partitions.drop("--detach-only").out()).contains("was detached before");
        Cli drop = partitions.drop();
        assertThat(drop.status()).as(drop.all()).isZero();
        assertThat(partitions.isThere()).isFalse();
        assertThat(Cli.run("archive", "list", folder).out()).contains("detached", "dropped");
    }

    @Test
    void whatWasDroppedIsSaidAgainAndNeverExportedOver() throws SQLException {
        Partitions partitions = Partitions.make(folder).archived();
        assertThat(partitions.drop().status()).isZero();

        Cli again = partitions.drop("--json");
        assertThat(again.status()).as(again.all()).isZero();
        assertThat(again.json().getLast().required("dropped").asString()).isEqualTo("before");

        partitions.database().run("CREATE TABLE events_2023 (id int PRIMARY KEY)");
        Cli export = partitions.export("--replace");
        assertThat(export.status()).as(export.all()).isEqualTo(2);
        assertThat(export.err()).contains("holds all that is left of public.events_2023");
        Cli other = partitions.drop();
        assertThat(other.status()).isEqualTo(2);
        assertThat(other.err()).contains("the one that has its name now is another");
        assertThat(partitions.isThere()).isTrue();
    }

    @Test
    void aTableThatIsNoPartitionAndHasAnOddNameIsDropped() throws SQLException {
        TestServer.Database database = TestServer.embedded18()
                .database(
                        "CREATE SCHEMA \"O'dd\"",
                        "CREATE TABLE \"O'dd\".\"we\"\"ird.name\" (\"A b\" text, d date)",
                        "INSERT INTO \"O'dd\".\"we\"\"ird.name\" VALUES ('x', 'infinity'), (NULL, NULL)");
        Cli export = Cli.export(database, folder, "\"O'dd\".\"we\"\"ird.name\"", "--witness", "--infinity", "sentinel");
        assertThat(export.status()).as(export.all()).isZero();

        Cli drop = new Partitions(database, folder).dropped("\"O'dd\".\"we\"\"ird.name\"");

        assertThat(drop.status()).as(drop.all()).isZero();
        assertThat(database.text("SELECT count(*) FROM pg_class WHERE relname LIKE 'we%ird%'"))
                .isEqualTo("0");
    }

    @Test
    void slicesThatTogetherAreTheTableAreEnough() throws SQLException {
        Partitions partitions = Partitions.make(folder);
        assertThat(partitions.export("--append", "--where", "id <= 1000").status())
                .isZero();
        Cli part = partitions.drop("--unwitnessed");
        assertThat(part.status()).isEqualTo(2);
        assertThat(part.err()).contains("is not all of");
        assertThat(partitions.export("--append", "--where", "id > 1001").status())
                .isZero();
        Cli hole = partitions.drop("--unwitnessed");
        assertThat(hole.status()).isEqualTo(1);
        assertThat(hole.err()).contains("rows: 2999 in the files, 3000 in the source");
        assertThat(partitions.export("--append", "--where", "id = 1001").status())
                .isZero();

        Cli drop = partitions.drop("--unwitnessed");

        assertThat(drop.status()).as(drop.all()).isZero();
        assertThat(drop.out()).contains("accepted: nobody outside of the archive vouches for it");
        assertThat(partitions.isThere()).isFalse();
    }
}
