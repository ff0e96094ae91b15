package dev.slipway.postgres;

import static dev.slipway.ledger.Entries.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.Failure;
import dev.slipway.ledger.Entries;
import dev.slipway.ledger.Entry;
import dev.slipway.ledger.Ledger;
import dev.slipway.ledger.LedgerContract;
import dev.slipway.ledger.LedgerText;
import dev.slipway.ledger.RunState;
import dev.slipway.store.ChildProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class PostgresLedgerTest extends LedgerContract {
    private static final Clock CLOCK = Clock.fixed(Entries.AT, ZoneOffset.UTC);
    private static final int PROCESSES = 3;
    private static TestServer.Database database;
    private static int lakes;

    private final String lake = "s3://bucket/lake " + ++lakes + " 'Ä\\";
    private final List<Ledger> opened = new ArrayList<>();

    @BeforeAll
    static void create() throws SQLException {
        database = TestServer.newest().database();
    }

    @AfterEach
    void close() {
        opened.forEach(Ledger::close);
    }

    private static LedgerPlace place(String url, String lake) {
        return new LedgerPlace(url, Map.of("HOME", "/nonexistent"), "slipway", lake);
    }

    private LedgerPlace place() {
        return place(database.url(), lake);
    }

    @Override
    protected Ledger open(String run) {
        return open(database.url(), run);
    }

    private Ledger open(String url, String run) {
        Ledger ledger = PostgresLedger.open(place(url, lake), CLOCK, run);
        opened.add(ledger);
        return ledger;
    }

    private static List<String> runs(Ledger ledger) {
        return ledger.look(state -> state.runs().stream().map(RunState::run).toList());
    }

    private static List<String> rows(String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = database.server().connect(database.name());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private String ours() {
        return " WHERE lake = " + Sql.literal(lake);
    }

    private String raw() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (var log = PostgresLedger.log(place())) {
            LedgerText.copy(log, text::write);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    // Who may be next

    @Test
    void ofProcessesThatClaimATableAtOnceOneWins() throws IOException, InterruptedException {
        oneWinsEach(IntStream.range(0, PROCESSES).mapToObj(this::claiming).toList());
    }

    private ChildProcess claiming(int number) {
        try {
            return ChildProcess.start(List.of(), Claiming.class, database.url(), lake, "process" + number);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What such a process runs. */
    static final class Claiming {
        private Claiming() {}

        public static void main(String[] args) {
            try (Ledger ledger = PostgresLedger.open(place(args[0], args[1]), CLOCK, args[2])) {
                claimAll(ledger, args[2]);
            }
        }
    }

    @Test
    void ledgersOfSeveralLakesInOneSchemaDoNotMeet() {
        Ledger here = open("one");
        try (Ledger there = PostgresLedger.open(place(database.url(), lake + "/"), CLOCK, "one")) {
            here.commit(List.of(started("r1", "job")));
            there.commit(List.of(started("r2", "job")));
            here.refresh();

            assertThat(runs(here)).containsExactly("r1");
            assertThat(runs(there)).containsExactly("r2");
            assertThat(here.head().position()).isEqualTo(1);
        }
    }

    @Test
    void aLedgerThatNobodyWroteToMakesNoTable() throws SQLException {
        TestServer.Database empty = TestServer.newest().database();
        try (Ledger ledger = PostgresLedger.open(place(empty.url(), lake), CLOCK, "one")) {
            ledger.refresh();
            assertThat(ledger.hash(1)).isEmpty();
            assertThat(ledger.head().position()).isZero();
        }
        try (Connection connection = empty.server().connect(empty.name());
                ResultSet schema =
                        connection.createStatement().executeQuery("SELECT to_regnamespace('slipway') IS NULL")) {
            assertThat(schema.next()).isTrue();
            assertThat(schema.getBoolean(1)).isTrue();
        }
    }

    // What stands there

    @Test
    void theTextIsThatOfALedgerBesideTheData() throws SQLException {
        Ledger ledger = open("one");
        ledger.commit(Entries.begun("r1", "t", 1, 3));
        ledger.commit(List.of(Entries.claimed("ü\\'\u0000{d '1'}?", 1, "r1")));

        String text = raw();
        assertThat(text.lines().filter(line -> line.startsWith("{\"slipway.ledger\":1,")))
                .hasSize(2);
        assertThat(text.lines().toList().getLast())
                .isEqualTo("{\"sha256\":\"" + ledger.head().hash() + "\"}");
        assertThat(ledger.hash(2)).contains(ledger.head().hash());
        assertThat(rows("SELECT string_agg(entries, '' ORDER BY position) FROM slipway.etl_commits" + ours()))
                .containsExactly(text);
        assertThat(runs(open("later"))).containsExactly("r1");
    }

    @Test
    void whoAsksInSqlSeesRunsAndWhatTheyPublished() throws SQLException {
        Ledger ledger = open("one");
        ledger.commit(Entries.begun("r1", "t", 1, 2));
        assertThat(rows("SELECT status || ' ' || coalesce(tables::text, '-') FROM slipway.etl_runs" + ours()))
                .containsExactly("running -");
        for (int unit = 0; unit < 2; unit++) {
            ledger.append(Entries.written("t", 1, unit));
            ledger.append(Entries.verified("t", 1, unit));
        }
        ledger.append(Entries.publishing("t", 1, "r1"));
        ledger.append(Entries.published("t", 1, "r1"));
        ledger.commit(List.of(Entries.ended("r1")));

        assertThat(rows("SELECT concat_ws(' ', run, job, host, pid, status, tables, failed, artifact_paths, row_counts,"
                        + " parquet_bytes, processed_at = '2026-01-02 03:04:05Z', s3_key) FROM slipway.etl_runs"
                        + ours()))
                .containsExactly("r1 job host 7 success 1 0 {t/0.lines,t/1.lines} {\"t\": 3} 18 t");
    }

    // Damage

    private void isRefused(String change, String... words) throws SQLException {
        Ledger ledger = open("one");
        for (int i = 1; i <= 5; i++) {
            ledger.commit(List.of(started("r" + i, "job")));
        }
        database.run(change.replace("$ours", ours().replace(" WHERE ", "")));

        assertThatThrownBy(() -> open("later"))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.CORRUPT))
                .hasMessageContainingAll(words)
                .hasMessageContaining(lake);
    }

    @Test
    void anEntryThatWasEditedIsSeen() throws SQLException {
        isRefused(
                "UPDATE slipway.etl_commits SET entries = replace(entries, '\"pid\":7', '\"pid\":8') WHERE position = 3"
                        + " AND $ours",
                "commit 3",
                "was changed after it was written");
    }

    @Test
    void aHashThatWasEditedIsSeen() throws SQLException {
        isRefused(
                "UPDATE slipway.etl_commits SET hash = repeat('0', 64) WHERE position = 3 AND $ours",
                "commit 3",
                "what stands beside its text");
    }

    @Test
    void aWriterThatWasEditedIsSeen() throws SQLException {
        isRefused(
                "UPDATE slipway.etl_commits SET by = 'x' WHERE position = 2 AND $ours", "commit 2", "beside its text");
    }

    @Test
    void aTimeThatWasEditedIsSeen() throws SQLException {
        isRefused(
                "UPDATE slipway.etl_commits SET at = at + interval '1 us' WHERE position = 2 AND $ours",
                "commit 2",
                "beside its text");
    }

    @Test
    void aCommitThatWasRemovedIsSeen() throws SQLException {
        isRefused(
                "DELETE FROM slipway.etl_commits WHERE position = 4 AND $ours",
                "commit 4 is missing, though later ones are there");
    }

    /** As after a failover to a replica that lacked the last commits, or when the database was restored from a backup. */
    @Test
    void whoeverReadMoreThanIsThereNowWritesNothing() throws SQLException {
        Ledger ledger = open("one");
        ledger.commit(List.of(started("r1", "job")));
        ledger.commit(List.of(started("r2", "job")));
        database.run("DELETE FROM slipway.etl_commits" + ours() + " AND position = 2");

        assertThatThrownBy(() -> ledger.commit(List.of(started("r3", "job"))))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.CORRUPT))
                .hasMessageContaining("commit 2, which was read before, is not there any more");
        assertThat(rows("SELECT count(*) FROM slipway.etl_commits" + ours())).containsExactly("1");
    }

    @Test
    void whoeverReadAnotherCommitThanIsThereNowWritesNothing() throws SQLException {
        Ledger ledger = open("one");
        Ledger other = open("two");
        ledger.commit(List.of(started("r1", "job")));
        database.run("DELETE FROM slipway.etl_commits" + ours());
        other.commit(List.of(started("r2", "job")));

        assertThatThrownBy(() -> ledger.commit(List.of(started("r3", "job"))))
                .hasMessageContaining("commit 1 is another than the one that was read before");
    }

    // Who may

    @Test
    void aRoleThatMayOnlyInsertCommitsCanWriteAndCannotChangeThem() throws SQLException {
        open("one").commit(List.of(started("r1", "job")));
        database.run(
                "GRANT USAGE ON SCHEMA slipway TO plain",
                "GRANT SELECT, INSERT ON slipway.etl_commits, slipway.etl_summaries, slipway.etl_runs TO plain",
                "GRANT UPDATE ON slipway.etl_runs TO plain",
                "GRANT DELETE ON slipway.etl_summaries TO plain");
        String url = database.url().replace("//postgres@", "//plain@");

        open(url, "two").commit(List.of(started("r2", "job")));
        assertThat(runs(open("later"))).containsExactly("r1", "r2");
    }

    @Test
    void aRoleThatMayNotIsToldWhatItNeeds() throws SQLException {
        TestServer.Database closed =
                TestServer.newest().database("CREATE SCHEMA slipway", "CREATE TABLE slipway.etl_commits (lake text)");
        String url = closed.url().replace("//postgres@", "//plain@");

        assertThatThrownBy(() -> PostgresLedger.open(place(url, lake), CLOCK, "one"))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.CONFIG))
                .hasMessageContainingAll("permission denied for schema slipway", "the role needs USAGE", "plain@");
    }

    @Test
    void aDatabaseOfAnotherEncodingIsRefused() throws SQLException {
        TestServer.Database other =
                TestServer.newest().databaseWith("TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'");

        assertThatThrownBy(() -> PostgresLedger.open(place(other.url(), lake), CLOCK, "one"))
                .hasMessageContainingAll("has encoding SQL_ASCII", "UTF8");
    }

    @Test
    void aPasswordIsInNoMessage() {
        LedgerPlace wrong = place(
                "postgresql://guest:hunter2@localhost:" + database.server().port() + "/" + database.name()
                        + "?sslmode=disable",
                lake);

        assertThat(wrong.toString()).doesNotContain("hunter2");
        assertThatThrownBy(() -> PostgresLedger.open(wrong, CLOCK, "one"))
                .hasMessageContaining("the password for user \"guest\" is wrong")
                .hasMessageNotContaining("hunter2");
    }

    /** A role, a database or a pooler may have set anything. */
    @Test
    void settingsOfTheDatabaseDoNotMatter() throws SQLException {
        TestServer.Database odd = TestServer.newest().database();
        odd.run(
                "ALTER DATABASE " + odd.name() + " SET default_transaction_isolation = 'serializable'",
                "ALTER DATABASE " + odd.name() + " SET synchronous_commit = off",
                "ALTER DATABASE " + odd.name() + " SET standard_conforming_strings = on",
                "ALTER DATABASE " + odd.name() + " SET DateStyle = 'SQL, DMY'",
                "ALTER DATABASE " + odd.name() + " SET TimeZone = 'Pacific/Chatham'",
                "ALTER DATABASE " + odd.name() + " SET search_path = nowhere");
        try (Ledger first = PostgresLedger.open(place(odd.url(), lake), CLOCK, "one");
                Ledger second = PostgresLedger.open(place(odd.url(), lake), CLOCK, "two")) {
            for (int i = 0; i < 10; i++) {
                (i % 2 == 0 ? first : second).commit(List.<Entry>of(started("r" + i, "j\\ob")));
            }
            first.refresh();
            assertThat(runs(first)).hasSize(10);
        }
    }
}
