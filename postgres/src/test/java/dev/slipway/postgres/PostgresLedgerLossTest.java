package dev.slipway.postgres;

import static dev.slipway.ledger.Entries.started;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.Failure;
import dev.slipway.ledger.Entries;
import dev.slipway.ledger.Ledger;
import dev.slipway.ledger.RunState;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections that break while a commit is written, before or after it took effect. */
final class PostgresLedgerLossTest {
    private static final Clock CLOCK = Clock.fixed(Entries.AT, ZoneOffset.UTC);
    private static final int COMMITS = 12;

    private static Ledger open(String url, String run) {
        return PostgresLedger.open(new LedgerPlace(url, Map.of("HOME", "/nonexistent"), "slipway", "lake"), CLOCK, run);
    }

    private static List<String> runs(Ledger ledger) {
        return ledger.look(state -> state.runs().stream().map(RunState::run).toList());
    }

    private static void isWhole(String url, List<String> expected) {
        try (Ledger later = open(url, "later")) {
            assertThat(runs(later)).isEqualTo(expected);
            assertThat(later.head().position()).isEqualTo(COMMITS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCommitIsWrittenOnceThoughItsConnectionIsCutEachTime(Proxy.Moment moment) throws Exception {
        TestServer.Database database = TestServer.newest().database();
        List<String> all = new ArrayList<>();
        try (Proxy proxy = new Proxy(database.server().port(), Long.MAX_VALUE);
                Ledger ledger =
                        open(database.url().replace(":" + database.server().port(), ":" + proxy.port()), "one")) {
            ledger.commit(List.of(started("r0", "job")));
            all.add("r0");
            for (int i = 1; i < COMMITS; i++) {
                proxy.cut("INSERT INTO", moment);
                ledger.commit(List.of(started("r" + i, "job")));
                all.add("r" + i);
            }
            assertThat(proxy.cuts()).isEqualTo(COMMITS - 1);
            assertThat(runs(ledger)).isEqualTo(all);
        }
        isWhole(database.url(), all);
    }

    /** An idle session that a server or a firewall ended is not noticed before it is used. */
    @Test
    void sessionsThatTheServerEndsAreMadeAgain() throws SQLException {
        TestServer.Database database = TestServer.newest().database();
        List<String> all = new ArrayList<>();
        try (Ledger ledger = open(database.url(), "one")) {
            for (int i = 0; i < COMMITS; i++) {
                ledger.commit(List.of(started("r" + i, "job")));
                all.add("r" + i);
                database.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
            }
            ledger.refresh();
            assertThat(runs(ledger)).isEqualTo(all);
        }
        isWhole(database.url(), all);
    }

    /** Two write by turns while their sessions are ended at random. */
    @Test
    void sessionsThatEndAtRandomLoseNothingAndDoubleNothing() throws Exception {
        long seed = Long.getLong("slipway.seed", 20261121);
        System.out.println("ledger losses: seed " + seed);
        Random random = new Random(seed);
        TestServer.Database database = TestServer.newest().database();
        AtomicBoolean done = new AtomicBoolean();
        List<String> written = new ArrayList<>();
        try (Ledger one = open(database.url(), "one");
                Ledger two = open(database.url(), "two");
                Connection killer = database.server().connect(database.name());
                Statement statement = killer.createStatement()) {
            Thread killing = Thread.ofPlatform().start(() -> terminate(statement, random, done));
            try {
                for (int i = 0; i < 150; i++) {
                    (i % 2 == 0 ? one : two).commit(List.of(started("r" + i, "job")));
                    written.add("r" + i);
                }
            } finally {
                done.set(true);
                killing.join();
            }
        }
        try (Ledger later = open(database.url(), "later")) {
            assertThat(runs(later)).isEqualTo(written);
            assertThat(later.head().position()).isEqualTo(150);
        }
    }

    private static void terminate(Statement statement, Random random, AtomicBoolean done) {
        try {
            while (!done.get()) {
                statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname ="
                        + " current_database() AND pid <> pg_backend_pid() AND random() < 0.5");
                statement.execute("SELECT pg_sleep(" + random.nextInt(60) / 1000.0 + ")");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aServerThatIsGoneIsUnavailable() throws SQLException, IOException {
        TestServer.Database database = TestServer.newest().database();
        Proxy proxy = new Proxy(database.server().port(), Long.MAX_VALUE);
        try (Ledger ledger = open(database.url().replace(":" + database.server().port(), ":" + proxy.port()), "one")) {
            ledger.commit(List.of(started("r0", "job")));
            proxy.close();
            Failure.Kind kind = null;
            try {
                ledger.commit(List.of(started("r1", "job")));
            } catch (Failure e) {
                kind = e.kind();
                assertThat(e).hasMessageContaining("localhost:" + proxy.port());
            }
            assertThat(kind).isIn(Failure.Kind.UNAVAILABLE, Failure.Kind.UNKNOWN);
        }
        try (Ledger later = open(database.url(), "later")) {
            assertThat(runs(later)).containsExactly("r0");
        }
    }
}
