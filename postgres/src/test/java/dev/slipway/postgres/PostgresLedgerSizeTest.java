package dev.slipway.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.data.Losses;
import dev.slipway.digest.Digest;
import dev.slipway.ledger.DataFile;
import dev.slipway.ledger.Entries;
import dev.slipway.ledger.Entry;
import dev.slipway.ledger.Ledger;
import dev.slipway.ledger.UnitFile;
import dev.slipway.ledger.Work;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ledgers of long runs are opened in few requests, by a summary that says what all commits say. */
final class PostgresLedgerSizeTest {
    private static final Clock CLOCK = Clock.fixed(Entries.AT, ZoneOffset.UTC);

    private static LedgerPlace place(TestServer.Database database) {
        return new LedgerPlace(database.url(), Map.of("HOME", "/nonexistent"), "slipway", "lake");
    }

    /** As large as real ones. */
    private static Entry written(int unit) {
        String hash = "0123456789abcdef".repeat(4);
        String name = String.format(
                Locale.ROOT,
                "public.events/slipway-%d-01234567_public.events_20240101T000000Z_abcdefgh-20240102T000000Z_abcdefgh_"
                        + "rows-1000.parquet",
                unit);
        DataFile file = new DataFile(
                name, 1_000_000, hash, new Digest(1000, unit, -unit), "t/" + unit, hash, Losses.NONE, false);
        return new Entry.Written(
                "t", 1, unit, "", List.of(new UnitFile(file, "_slipway/staging/t-" + unit + "-e1-" + unit + ".part")));
    }

    private static void fill(Ledger ledger, int units) {
        ledger.commit(Entries.begun("r1", "t", 1, units));
        for (int unit = 0; unit < units; unit++) {
            ledger.append(written(unit));
            ledger.append(Entries.verified("t", 1, unit));
            if (unit % 20 == 0) {
                ledger.flush();
            }
        }
        ledger.flush();
    }

    private static long number(TestServer.Database database, String query) throws SQLException {
        try (Connection connection = database.server().connect(database.name());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Each request is a transaction; a session tells what it did when it ends. */
    private static long transactions(TestServer.Database database) throws SQLException {
        return number(
                TestServer.newest().database(),
                "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = '" + database.name() + "'");
    }

    private static void isOpenedInFewRequests(int units) throws SQLException {
        TestServer.Database database = TestServer.newest().database();
        Ledger.Head head;
        try (Ledger ledger = PostgresLedger.open(place(database), CLOCK, "one")) {
            fill(ledger, units);
            head = ledger.head();
        }
        assertThat(number(database, "SELECT count(DISTINCT position) FROM slipway.etl_summaries"))
                .isEqualTo(1);
        assertThat(number(database, "SELECT count(*) FROM slipway.etl_commits")).isEqualTo(head.position());

        long before = transactions(database);
        long start = System.nanoTime();
        try (Ledger later = PostgresLedger.open(place(database), CLOCK, "later")) {
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            Work work = later.look(state -> state.snapshot("t")).work().orElseThrow();
            assertThat(work.units()).hasSize(units).allSatisfy((unit, done) -> assertThat(done.verified())
                    .isTrue());
            assertThat(later.head()).isEqualTo(head);
            assertThat(later.hash(1)).isPresent();
            System.out.println("a ledger of " + units + " units in " + head.position() + " commits was opened in "
                    + took.toMillis() + " ms");
        }
        long requests = transactions(database) - before;
        System.out.println("with at most " + requests + " requests");
        assertThat(requests).isBetween(1L, 20L);
    }

    @Test
    void twentyThousandUnitsAreOpenedInTwentyRequests() throws SQLException {
        isOpenedInFewRequests(20_000);
    }

    @Test
    @Tag("heavy")
    void aHundredThousandUnitsAreOpenedInTwentyRequests() throws SQLException {
        isOpenedInFewRequests(100_000);
    }
}
