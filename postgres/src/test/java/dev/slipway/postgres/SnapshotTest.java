package dev.slipway.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.Failure;
import dev.slipway.data.Batches;
import dev.slipway.job.Cancel;
import dev.slipway.job.Context;
import dev.slipway.job.Earlier;
import dev.slipway.job.Events;
import dev.slipway.job.Reader;
import dev.slipway.job.Session;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an export reads is one snapshot, whatever happens meanwhile. */
class SnapshotTest {
    private static final String TABLE =
            "CREATE TABLE t AS SELECT i, repeat('x', 500) AS f FROM generate_series(1, 5000) i";

    private static final String TERMINATE = "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
            + " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend' AND datname = current_database()";

    static Stream<TestServer> servers() {
        return TestServer.all();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void allReadersSeeWhatWasThereWhenTheSessionBegan(TestServer server) throws SQLException {
        TestServer.Database database = server.database(TABLE, "CREATE TABLE u AS SELECT 1 AS a");
        PostgresOptions options = database.options("t", "u").withUnitBytes(1 << 20);
        try (Session<PostgresUnit> session = Export.open(options)) {
            database.run(
                    "DELETE FROM t WHERE i < 2000",
                    "INSERT INTO t SELECT 0, 'new' FROM generate_series(1, 10000)",
                    "UPDATE u SET a = 2");
            assertThat(Export.rows(session, session.plan().tables().get(0))).hasSize(5000);
            assertThat(Export.rows(session, session.plan().tables().get(1)).get(0))
                    .containsExactly("1");
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void nobodyCanTruncateDropOrAlterATableThatIsBeingExported(TestServer server) throws SQLException {
        TestServer.Database database = server.database(TABLE);
        try (Session<PostgresUnit> session = Export.open(database.options("t"))) {
            for (String change : new String[] {
                "TRUNCATE t",
                "DROP TABLE t",
                "ALTER TABLE t ADD COLUMN z int",
                "VACUUM FULL t",
                "ALTER TABLE t ALTER COLUMN i TYPE bigint"
            }) {
                assertThatThrownBy(() -> database.run("SET lock_timeout = '100ms'", change))
                        .as(change)
                        .hasMessageContaining("lock timeout");
            }
            assertThat(Export.rows(session, session.plan().tables().get(0))).hasSize(5000);
        }
        database.run("TRUNCATE t");
    }

    @Test
    void aTruncateThatCommitsWhileTheLockIsWaitedForLeavesAnEmptyTableAndNotAnOldSnapshotOfOne() throws Exception {
        TestServer.Database database = TestServer.newest().database(TABLE);
        try (Connection other = database.server().connect(database.name());
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("TRUNCATE t");
            statement.execute("INSERT INTO t VALUES (42, 'after')");
            CompletableFuture<Integer> rows = CompletableFuture.supplyAsync(
                    () -> Export.rows(database.options("t")).size());
            awaitWaiter(database);
            other.commit();
            // A snapshot taken before the lock was granted would see neither the old rows nor the new one.
            assertThat(rows.get()).isEqualTo(1);
        }
    }

    private static void awaitWaiter(TestServer.Database database) throws SQLException {
        try (Connection connection = database.server().connect(database.name());
                Statement statement = connection.createStatement()) {
            boolean waiting = false;
            while (!waiting) {
                try (var rows = statement.executeQuery("SELECT pg_sleep(0.01), count(*) FROM pg_locks WHERE NOT granted"
                        + " AND relation = 't'::regclass")) {
                    rows.next();
                    waiting = rows.getInt(2) > 0;
                }
            }
        }
    }

    @Test
    void aTableThatSomeoneHoldsExclusivelyIsWaitedForOnlySoLong() throws SQLException {
        TestServer.Database database = TestServer.newest().database(TABLE);
        try (Connection other = database.server().connect(database.name());
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE t");
            Failure failure = catchThrowableOfType(
                    Failure.class, () -> Export.open(database.options("t").withLockTimeout(Duration.ofMillis(100))));
            assertThat(failure.kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
            assertThat(failure).hasMessageContaining("public.t").hasMessageContaining("--lock-timeout");
        }
    }

    @Test
    void aReaderThatWasLeftInTheMiddleOfAUnitCanReadAnother() throws SQLException {
        TestServer.Database database = TestServer.newest().database(TABLE);
        PostgresOptions options = database.options("t").withUnitBytes(1 << 20);
        try (Session<PostgresUnit> session = Export.open(options);
                Reader<PostgresUnit> reader = session.reader()) {
            PostgresUnit unit = session.plan().tables().get(0).units().get(0);
            try (Batches batches = reader.read(unit)) {
                assertThat(batches.next(1)).isNotNull();
            }
            assertThat(reader.digest(unit)).isEqualTo(reader.digest(unit));
            assertThat(reader.bytesReceived()).isGreaterThan(1 << 20);
        }
    }

    @Test
    void aCancelWakesAReaderThatWaitsForTheServer() throws Exception {
        TestServer.Database database = TestServer.newest().database();
        Cancel cancel = new Cancel();
        PostgresOptions options = database.options().withQuery("SELECT pg_sleep(600)::text AS s", "slow");
        try (Session<PostgresUnit> session = new PostgresSource(options).open(new Context(cancel, Events.NONE))) {
            PostgresUnit unit = session.plan().tables().get(0).units().get(0);
            CompletableFuture<Failure> outcome = CompletableFuture.supplyAsync(() -> {
                try (Reader<PostgresUnit> reader = session.reader()) {
                    return catchThrowableOfType(Failure.class, () -> reader.digest(unit));
                }
            });
            try (Connection connection = database.server().connect(database.name());
                    Statement statement = connection.createStatement()) {
                while (active(statement) == 0) {
                    Thread.onSpinWait();
                }
                cancel.request();
                assertThat(outcome.get().kind()).isEqualTo(Failure.Kind.CANCELLED);
                while (active(statement) > 0) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    private static int active(Statement statement) throws SQLException {
        try (var rows = statement.executeQuery("SELECT pg_sleep(0.01), count(*) FROM pg_stat_activity"
                + " WHERE state = 'active' AND query LIKE 'COPY%pg_sleep(600)%' AND datname = current_database()")) {
            rows.next();
            return rows.getInt(2);
        }
    }

    @Test
    void aTableTruncatedAfterTheSessionLostItsConnectionsIsNeverReadAsEmpty() throws SQLException {
        TestServer.Database database = TestServer.newest().database(TABLE);
        try (Session<PostgresUnit> session = Export.open(database.options("t"))) {
            database.run(TERMINATE, "TRUNCATE t");
            for (int attempt = 0; attempt < 3; attempt++) {
                Failure failure = catchThrowableOfType(
                        Failure.class,
                        () -> Export.rows(session, session.plan().tables().get(0)));
                assertThat(failure.kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
            }
        }
    }

    @Test
    void aReaderKeepsItsTablesWhenTheConnectionOfTheSnapshotIsLostButNothingCountsAnyMore() throws SQLException {
        TestServer.Database database = TestServer.newest().database(TABLE);
        try (Session<PostgresUnit> session = Export.open(database.options("t"))) {
            session.check();
            database.run(
                    TERMINATE + " AND query NOT LIKE '%lock_timeout%' AND query NOT LIKE '%FROM pg_catalog.pg_locks%'");
            assertThatThrownBy(() -> database.run("SET lock_timeout = '100ms'", "TRUNCATE t"))
                    .hasMessageContaining("lock timeout");
            assertThat(Export.rows(session, session.plan().tables().get(0))).hasSize(5000);
            Failure failure = catchThrowableOfType(Failure.class, session::check);
            assertThat(failure.kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
            assertThat(failure).hasMessageContaining("snapshot");
        }
    }

    @Test
    void aTableRewrittenBetweenSnapshotAndLockIsRefusedByAReader() throws SQLException {
        TestServer.Database database = TestServer.newest().database(TABLE);
        try (Connection main = database.server().connect(database.name());
                Statement statement = main.createStatement();
                Link reader = Link.open(Address.of(database.url(), Map.of()), new Cancel())) {
            statement.execute("BEGIN ISOLATION LEVEL REPEATABLE READ");
            String snapshot;
            try (var rows = statement.executeQuery("SELECT pg_export_snapshot()")) {
                rows.next();
                snapshot = rows.getString(1);
            }
            database.run("TRUNCATE t");
            reader.execute(
                    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET TRANSACTION SNAPSHOT '" + snapshot + "'");
            Locks locks =
                    new Locks(List.of(new Catalog.Named(0, "public", "t", Relation.Kind.TABLE)), Optional.empty());
            Failure failure = catchThrowableOfType(Failure.class, () -> locks.takeAtOnce(reader));
            assertThat(failure.kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
            assertThat(failure).hasMessageContaining("truncated");
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void whoWaitsToChangeATableDoesNotKeepItFromBeingReadAndGoesNext(TestServer server) throws Exception {
        TestServer.Database database = server.database(TABLE, "CREATE VIEW v AS SELECT i FROM t");
        PostgresOptions options =
                database.options("t", "v").withUnitBytes(1 << 20).withLockTimeout(Duration.ZERO);
        CompletableFuture<Void> change;
        try (Session<PostgresUnit> session = Export.open(options)) {
            change = alter(database);
            awaitWaiter(database);
            for (var table : session.plan().tables()) {
                var rows = Export.rows(session, table);
                assertThat(rows).hasSize(5000);
                assertThat(rows.get(0)).hasSizeLessThan(3);
            }
            session.check();
            assertThat(change).isNotDone();
        }
        change.get(60, TimeUnit.SECONDS);
        assertThat(Export.rows(database.options("t")).get(0)).hasSize(3);
    }

    @Test
    void whoWaitsWhileATableIsBeingReadGoesNext() throws Exception {
        TestServer.Database database = TestServer.newest().database(TABLE);
        PostgresOptions options = database.options("t").withUnitBytes(1 << 20).withConnections(2);
        CompletableFuture<Void> change;
        try (Session<PostgresUnit> session = Export.open(options)) {
            List<PostgresUnit> units = session.plan().tables().get(0).units();
            try (Reader<PostgresUnit> reader = session.reader()) {
                try (Batches batches = reader.read(units.get(0))) {
                    assertThat(batches.next(1)).isNotNull();
                    change = alter(database);
                    awaitWaiter(database);
                    while (batches.next(1000) != null) {
                        assertThat(change).isNotDone();
                    }
                }
            }
            assertThat(Export.rows(session, session.plan().tables().get(0))).hasSize(5000);
        }
        change.get(60, TimeUnit.SECONDS);
    }

    @Test
    void aReaderThatWouldHaveToWaitBehindSomeoneSaysBehindWhomAndTakesAConnectionThatIsGivenBack() throws Exception {
        TestServer.Database database = TestServer.newest().database(TABLE);
        PostgresOptions options = database.options("t").withUnitBytes(1 << 20).withConnections(1);
        CompletableFuture<Void> change;
        try (Session<PostgresUnit> session = Export.open(options)) {
            List<PostgresUnit> units = session.plan().tables().get(0).units();
            change = alter(database);
            awaitWaiter(database);
            try (Reader<PostgresUnit> second = session.reader()) {
                long expected;
                CompletableFuture<Long> later;
                try (Reader<PostgresUnit> first = session.reader()) {
                    expected = first.digest(units.get(0)).rows();
                    later = CompletableFuture.supplyAsync(
                            () -> second.digest(units.get(0)).rows(), SnapshotTest::onItsOwnThread);
                    assertThat(first.digest(units.get(0)).rows()).isEqualTo(expected);
                    assertThat(later).isNotDone();
                }
                assertThat(later.get(60, TimeUnit.SECONDS)).isEqualTo(expected);
                // left in the middle: the only connection is thrown away
                try (Batches batches = second.read(units.get(0))) {
                    assertThat(batches.next(1)).isNotNull();
                }
                Failure failure = catchThrowableOfType(Failure.class, () -> second.digest(units.get(0)));
                assertThat(failure.kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
                assertThat(failure).hasMessageContaining("of user postgres waits to change public.t");
            }
        }
        change.get(60, TimeUnit.SECONDS);
    }

    @Test
    void aPlanAloneOpensOneConnection() throws SQLException {
        TestServer.Database database = TestServer.newest().database(TABLE);
        PostgresOptions options = database.options("t").withUnitBytes(1 << 20).withConnections(2);
        try (Session<PostgresUnit> session = new PostgresSource(options).look(Export.context(), Earlier.NONE)) {
            assertThat(connections(database)).isEqualTo(1);
            assertThat(Export.rows(session, session.plan().tables().get(0))).hasSize(5000);
        }
        try (Session<PostgresUnit> session = Export.open(options)) {
            assertThat(session.plan().tables()).hasSize(1);
            assertThat(connections(database)).isEqualTo(3);
        }
    }

    private static int connections(TestServer.Database database) throws SQLException {
        try (Connection connection = database.server().connect("postgres");
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT count(*) FROM pg_stat_activity WHERE datname = '" + database.name() + "'")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static CompletableFuture<Void> alter(TestServer.Database database) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        database.run("ALTER TABLE t ADD COLUMN z int");
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                },
                SnapshotTest::onItsOwnThread);
    }

    /** What blocks must not take the only thread of the common pool. */
    private static void onItsOwnThread(Runnable work) {
        Thread.ofPlatform().daemon().start(work);
    }
}
