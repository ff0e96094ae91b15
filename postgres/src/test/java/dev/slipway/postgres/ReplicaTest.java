package dev.slipway.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.Failure;
import dev.slipway.job.Reader;
import dev.slipway.job.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reading from a standby: one snapshot over several connections, or an error that says what a standby does. */
@Timeout(120)
class ReplicaTest {
    private static Replica replica;

    @BeforeAll
    static void start() throws Exception {
        replica = Replica.start();
    }

    @AfterAll
    static void stop() throws Exception {
        replica.close();
    }

    private static TestServer.Database database() throws Exception {
        TestServer.Database database = replica.primary()
                .database("CREATE TABLE t AS SELECT i, repeat('x', 500) AS f FROM generate_series(1, 5000) i");
        replica.catchUp();
        return database;
    }

    @Test
    void allConnectionsShareASnapshotOfTheStandbyWhileItFollows() throws Exception {
        TestServer.Database database = database();
        PostgresOptions options = replica.following(database).options("t").withUnitBytes(1 << 20);
        try (Session<PostgresUnit> session = Export.open(options)) {
            database.run("INSERT INTO t SELECT 0, 'new' FROM generate_series(1, 1000)");
            replica.catchUp();
            assertThat(session.plan().tables().getFirst().units()).hasSizeGreaterThan(1);
            assertThat(session.plan().tables().getFirst().mark()).isEmpty();
            assertThat(Export.rows(session, session.plan().tables().getFirst())).hasSize(5000);
            session.check();
        }
        assertThat(Export.rows(options)).hasSize(6000);
    }

    @Test
    void aStandbyThatHasToFollowItsPrimarySaysSoAndNothingOfItCounts() throws Exception {
        TestServer.Database database = database();
        PostgresOptions options = replica.following(database).options("t");
        try (Session<PostgresUnit> session = Export.open(options);
                Reader<PostgresUnit> reader = session.reader()) {
            PostgresUnit unit = session.plan().tables().getFirst().units().getFirst();
            assertThat(reader.digest(unit).rows()).isEqualTo(5000);
            database.run("DELETE FROM t WHERE i > 10", "VACUUM t");
            replica.catchUp();
            Failure reading = catchThrowableOfType(Failure.class, () -> reader.digest(unit));
            assertThat(reading.kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
            Failure lost = catchThrowableOfType(Failure.class, session::check);
            assertThat(lost.kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
            assertThat(lost)
                    .hasMessageContaining("run again")
                    .hasMessageContaining("hot_standby_feedback")
                    .hasMessageContaining("max_standby_streaming_delay");
        }
        assertThat(Export.rows(options)).hasSize(10);
    }

    @Test
    void aTruncateOnThePrimaryNeverReadsAsAnEmptyTable() throws Exception {
        TestServer.Database database = database();
        try (Session<PostgresUnit> session =
                        Export.open(replica.following(database).options("t"));
                Reader<PostgresUnit> reader = session.reader()) {
            database.run("TRUNCATE t");
            replica.catchUp();
            Failure failure = catchThrowableOfType(
                    Failure.class,
                    () -> reader.digest(
                            session.plan().tables().getFirst().units().getFirst()));
            assertThat(failure.kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
        }
    }
}
