package dev.slipway.app.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.Lakes;
import dev.slipway.app.SlipwayProcess;
import dev.slipway.app.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restore that is killed at any of its steps shows nothing, and the next one goes on from there. */
class RestoreKillTest {
    private static final TestServer SERVER = TestServer.embedded18();

    private static final String WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            + " AND wait_event_type = 'Lock'";

    @TempDir
    Path folder;

    private TestServer.Database database;
    private int files;

    @BeforeEach
    void export() throws SQLException {
        database = SERVER.database(
                "CREATE TABLE t (id int PRIMARY KEY, v text, n numeric)",
                "INSERT INTO t SELECT i, md5(i::text), i / 3.0 FROM generate_series(1, 20000) i");
        assertThat(Cli.export(database, folder.resolve("lake"), "t", "--rows-per-file", "3000")
                        .status())
                .isZero();
        files = Lakes.data(folder.resolve("lake")).size();
        assertThat(files).isGreaterThan(5);
    }

    private Object[] arguments() {
        return new Object[] {
            "restore",
            folder.resolve("lake"),
            "--url",
            database.url(),
            "--table",
            "again",
            "--connections",
            "1",
            "--json"
        };
    }

    private String hidden() throws SQLException {
        return database.text("SELECT max(relname) FROM pg_class WHERE relname LIKE 'slipway_restore%'");
    }

    private void requireHidden() throws SQLException {
        assertThat(database.text("SELECT to_regclass('again')")).isEqualTo("null");
    }

    private Cli finish(int kept) throws SQLException {
        database.awaitNobodyElse();
        requireHidden();
        Cli done = Cli.run(arguments());
        assertThat(done.status()).as(done.all()).isZero();
        assertThat(done.json("done").getFirst().path("filesKept").asInt()).isEqualTo(kept);
        assertThat(Shape.differences(database, "t", "again")).isEqualTo("0");
        assertThat(Shape.definition(database, "again")).isEqualTo(Shape.definition(database, "t"));
        assertThat(database.text("SELECT count(*) FROM slipway.restore_progress"))
                .isEqualTo("0");
        return done;
    }

    /** Runs it into a lock that {@code statement} takes when {@code before} files are loaded, and kills it there. */
    private void killAt(String statement) throws Exception {
        try (Connection connection = database.connect();
                Statement locking = connection.createStatement()) {
            locking.execute("BEGIN; " + statement);
            try (SlipwayProcess process = SlipwayProcess.start(folder, arguments())) {
                database.await("1", WAITING);
                process.kill();
            }
            requireHidden();
            locking.execute("ROLLBACK");
        }
    }

    /** So that the next run does not begin anew: what is there when it waits for the note of a file. */
    private void loadSome(int count) throws SQLException {
        database.run(
                "CREATE SCHEMA slipway; CREATE TABLE slipway.restore_progress (relation oid, file text,"
                        + " sha256 text NOT NULL, digest text, at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (relation, file))");
        database.run("CREATE FUNCTION slipway.enough() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " IF (SELECT count(*) FROM slipway.restore_progress) >= " + count
                + " THEN RAISE 'enough'; END IF; RETURN NEW; END $$");
        database.run("CREATE TRIGGER enough BEFORE INSERT ON slipway.restore_progress FOR EACH ROW"
                + " EXECUTE FUNCTION slipway.enough()");
        Cli failed = Cli.run(arguments());
        assertThat(failed.status()).as(failed.all()).isEqualTo(1);
        assertThat(failed.err()).contains("enough", "Nothing is visible as public.again; run again to go on");
        database.run("DROP TRIGGER enough ON slipway.restore_progress");
    }

    @Test
    void killed_before_the_first_file() throws Exception {
        loadSome(0);
        killAt("LOCK TABLE slipway.restore_progress IN EXCLUSIVE MODE");
        finish(0);
    }

    @Test
    void killed_between_two_files() throws Exception {
        loadSome(3);
        killAt("LOCK TABLE slipway.restore_progress IN EXCLUSIVE MODE");
        finish(3);
    }

    @Test
    void killed_while_rows_are_on_their_way() throws Exception {
        loadSome(2);
        killAt("LOCK TABLE " + hidden() + " IN SHARE MODE");
        finish(2);
    }

    @Test
    void killed_before_it_is_named() throws Exception {
        loadSome(files - 1);
        killAt("CREATE TABLE blocker (x int); LOCK TABLE " + hidden() + " IN ACCESS SHARE MODE; SELECT 1");
        finish(files);
    }

    @Test
    void killed_after_each_number_of_files() throws Exception {
        for (int count = 1; count < files; count += 2) {
            database.run("DROP TABLE IF EXISTS again");
            int wanted = count;
            try (SlipwayProcess process = SlipwayProcess.start(folder, arguments())) {
                process.await(() -> process.output().split("unit-done", -1).length > wanted);
                process.kill();
            }
            database.awaitNobodyElse();
            if (database.text("SELECT to_regclass('again')").equals("null")) {
                Cli done = Cli.run(arguments());
                assertThat(done.status()).as(done.all()).isZero();
                assertThat(done.json("done").getFirst().path("filesKept").asInt())
                        .isGreaterThanOrEqualTo(count);
            }
            assertThat(Shape.differences(database, "t", "again")).isEqualTo("0");
        }
    }

    @Test
    void a_hidden_table_that_was_dropped_is_begun_anew() throws Exception {
        loadSome(3);
        database.run("DROP TABLE " + hidden());
        finish(0);
    }

    @Test
    void rows_that_someone_else_wrote_into_it_are_found() throws Exception {
        loadSome(3);
        database.run("INSERT INTO " + hidden() + " VALUES (-1, 'x', 1)");

        Cli failed = Cli.run(arguments());

        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.err()).contains("someone wrote to public." + hidden(), "DROP TABLE");
        requireHidden();
    }

    @Test
    void two_at_once_do_not_disturb_each_other() throws Exception {
        loadSome(1);
        try (Connection connection = database.connect();
                Statement locking = connection.createStatement()) {
            locking.execute("BEGIN; LOCK TABLE slipway.restore_progress IN EXCLUSIVE MODE");
            try (SlipwayProcess process = SlipwayProcess.start(folder, arguments())) {
                database.await("1", WAITING);
                Cli second = Cli.run(arguments());
                assertThat(second.status()).as(second.all()).isEqualTo(4);
                assertThat(second.err()).contains("public.again is being restored from the same files by another run");
                locking.execute("ROLLBACK");
                assertThat(process.end(60).status()).isZero();
            }
        }
        assertThat(Shape.differences(database, "t", "again")).isEqualTo("0");
    }
}
