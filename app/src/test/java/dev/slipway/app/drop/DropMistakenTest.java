package dev.slipway.app.drop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.Failure;
import dev.slipway.app.Cli;
import dev.slipway.app.TestServer;
import dev.slipway.duckdb.DuckDb;
import dev.slipway.job.Cancel;
import dev.slipway.ledger.StoreLedger;
import dev.slipway.ledger.TableState;
import dev.slipway.store.LocalStore;
import dev.slipway.store.MortalStore;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same name may mean another table, and the same question be asked of another server: neither may cost any rows. */
final class DropMistakenTest {
    private static final String[] TABLES = {
        "CREATE SCHEMA s",
        "CREATE SCHEMA s_next",
        "CREATE TABLE s.t AS SELECT i AS id FROM generate_series(1, 50) i",
        "CREATE TABLE s_next.t AS SELECT i AS id FROM generate_series(1, 70) i"
    };

    @TempDir
    Path folder;

    private TestServer.Database database;
    private DuckDb engine;

    @BeforeEach
    void begin() throws SQLException {
        database = TestServer.embedded18().database(TABLES);
        engine = DuckDb.open(new DuckDb.Settings(1, 256L << 20, Optional.empty()), new Cancel());
        Cli export = Cli.export(database, folder, "s.t");
        assertThat(export.status()).as(export.all()).isZero();
    }

    @AfterEach
    void end() {
        engine.close();
    }

    private Drop.Result drop(TestServer.Database from, Telling telling) {
        return new DropRun(engine, from.url()).of("s.t", new LocalStore(folder), telling);
    }

    private TableState known() {
        return StoreLedger.open(new LocalStore(folder), Clock.systemUTC(), "test")
                .look(state -> state.snapshot("s.t"));
    }

    private interface Deed {
        void happen() throws SQLException;
    }

    /** Lets something happen when a step begins. */
    private static Telling at(String step, Deed deed) {
        return new Telling() {
            @Override
            public void step(String what) {
                if (what.contains(step)) {
                    try {
                        deed.happen();
                    } catch (SQLException e) {
                        throw new AssertionError(e);
                    }
                }
            }

            @Override
            public void note(String what) {}
        };
    }

    @Test
    void aTableThatTookTheNameMeanwhileIsNotDropped() throws SQLException {
        Failure failure = catchThrowableOfType(
                Failure.class,
                () -> drop(
                        database,
                        at(
                                "DROP TABLE",
                                () -> database.run(
                                        "ALTER SCHEMA s RENAME TO s_before", "ALTER SCHEMA s_next RENAME TO s"))));

        assertThat(failure.kind()).isEqualTo(Failure.Kind.INPUT);
        assertThat(failure).hasMessageContaining("means another table now");
        assertThat(database.text("SELECT count(*) FROM s.t")).isEqualTo("70");
        assertThat(database.text("SELECT count(*) FROM s_before.t")).isEqualTo("50");
        assertThat(known().dropped()).isFalse();
        assertThat(known().removing()).isEmpty();
    }

    /** It was killed when the table was gone, before the ledger could be told. */
    private void droppedAndKilled() {
        MortalStore store = new MortalStore(new LocalStore(folder));
        Failure killed = catchThrowableOfType(Failure.class, () -> new DropRun(engine, database.url())
                .of("s.t", store, at("DROP TABLE", store::kill)));
        assertThat(killed).hasMessageContaining("was dropped, which the database recorded");
        assertThat(known().removing()).isPresent();
    }

    @Test
    void anotherDatabaseIsNotAskedWhetherItWasDone() throws SQLException {
        droppedAndKilled();
        TestServer.Database other = TestServer.embedded18().database(TABLES);

        Failure failure = catchThrowableOfType(Failure.class, () -> drop(other, DropRun.SILENT));

        assertThat(failure.kind()).isEqualTo(Failure.Kind.CONFIG);
        assertThat(failure).hasMessageContaining("connect to that one");
        assertThat(known().removing()).isPresent();
        assertThat(drop(database, DropRun.SILENT)).isInstanceOf(Drop.Result.Before.class);
        assertThat(known().dropped()).isTrue();
    }

    @Test
    void whatIsGoneWithoutARecordIsNotTakenForSpared() throws SQLException {
        droppedAndKilled();
        database.run("DELETE FROM slipway.dropped");

        Failure failure = catchThrowableOfType(Failure.class, () -> drop(database, DropRun.SILENT));

        assertThat(failure.kind()).isEqualTo(Failure.Kind.UNKNOWN);
        assertThat(known().removing()).isPresent();
    }

    @Test
    void aNoteOfAnotherDatabaseIsNoAnswerHere() throws SQLException {
        assertThat(drop(database, DropRun.SILENT)).isInstanceOf(Drop.Result.Done.class);
        TestServer.Database empty = TestServer.embedded18().database("CREATE SCHEMA s");

        Failure failure = catchThrowableOfType(Failure.class, () -> drop(empty, DropRun.SILENT));

        assertThat(failure.kind()).isEqualTo(Failure.Kind.CONFIG);
        assertThat(failure).hasMessageContaining("there is no table s.t");
    }

    @Test
    void howARoleBeginsTransactionsChangesNothing() throws SQLException {
        for (String how : List.of("repeatable read", "serializable")) {
            database.run("ALTER DATABASE " + database.name() + " SET default_transaction_isolation = '" + how + "'");
            Failure late = catchThrowableOfType(
                    Failure.class,
                    () -> drop(
                            database,
                            at("keeping others", () -> database.run("INSERT INTO s.t VALUES (" + how.length() + ")"))));
            assertThat(late.kind()).as(how).isEqualTo(Failure.Kind.INPUT);
        }
    }

    @Test
    void severalHostsAreRefused() {
        Cli cli = Cli.run("drop", "s.t", "--archive", folder, "--url", "postgresql://me@one,two/db", "--unwitnessed");

        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.err()).contains("one:5432,two:5432", "name the primary");
    }
}
