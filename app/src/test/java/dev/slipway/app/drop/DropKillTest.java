package dev.slipway.app.drop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.Failure;
import dev.slipway.app.Cli;
import dev.slipway.app.CuttingProxy;
import dev.slipway.app.TestServer;
import dev.slipway.duckdb.DuckDb;
import dev.slipway.job.Cancel;
import dev.slipway.ledger.StoreLedger;
import dev.slipway.ledger.TableState;
import dev.slipway.store.FailingStore;
import dev.slipway.store.LocalStore;
import dev.slipway.store.MortalStore;
import dev.slipway.store.Store;
import dev.slipway.store.WatchedStore;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A drop is cut off or killed at every statement and every request to the store, before it took effect or after: whatever was
 * done is recorded by the next run, and nothing is done twice.
 */
final class DropKillTest {
    @TempDir
    Path folder;

    private TestServer.Database database;
    private DuckDb engine;
    private int trials;
    private int done;
    private int open;

    @BeforeEach
    void begin() throws SQLException {
        database = TestServer.embedded18()
                .database(
                        "CREATE TABLE p (id int NOT NULL, a text) PARTITION BY RANGE (id)",
                        "CREATE TABLE p_rest PARTITION OF p DEFAULT");
        engine = DuckDb.open(new DuckDb.Settings(1, 256L << 20, Optional.empty()), new Cancel());
    }

    @AfterEach
    void end() {
        engine.close();
    }

    /** A new partition, and a new archive of it. */
    private Path prepared() throws SQLException {
        Path lake = folder.resolve("lake" + ++trials);
        database.run(
                "DROP SCHEMA IF EXISTS slipway CASCADE",
                "DROP TABLE IF EXISTS p_old",
                "CREATE TABLE p_old PARTITION OF p FOR VALUES FROM (0) TO (100)",
                "INSERT INTO p SELECT i, 'a' || i FROM generate_series(1, 50) i");
        Cli export = Cli.export(database, lake, "p_old", "--verify", "later");
        assertThat(export.status()).as(export.all()).isZero();
        return lake;
    }

    private Drop.Result run(Store store, int port) {
        return new DropRun(engine, database.url("postgres", port)).of("public.p_old", store, DropRun.SILENT);
    }

    private boolean isThere() throws SQLException {
        return !database.text("SELECT to_regclass('p_old')").equals("null");
    }

    private String records() throws SQLException {
        return database.text("SELECT to_regclass('slipway.dropped')").equals("null")
                ? "0"
                : database.text("SELECT count(*) FROM slipway.dropped");
    }

    private static TableState known(Path lake) {
        return StoreLedger.open(new LocalStore(lake), Clock.systemUTC(), "test")
                .look(state -> state.snapshot("public.p_old"));
    }

    /** However it ended: gone and recorded, or there and not; the next run ends as an undisturbed one. */
    private void settled(Path lake, String where) throws SQLException {
        database.awaitNobodyElse();
        assertThat(records()).as(where).isEqualTo(isThere() ? "0" : "1");
        TableState between = known(lake);
        assertThat(between.dropped()).as(where).isIn(false, !isThere());
        assertThat(isThere() || between.dropped() || between.removing().isPresent())
                .as("%s: nothing tells of the table that is gone", where)
                .isTrue();
        done += isThere() ? 0 : 1;
        open += between.removing().isPresent() ? 1 : 0;

        run(new LocalStore(lake), database.server().port());

        assertThat(isThere()).as(where).isFalse();
        assertThat(records()).as(where).isEqualTo("1");
        TableState after = known(lake);
        assertThat(after.dropped()).as(where).isTrue();
        assertThat(after.removing()).as(where).isEmpty();
        assertThat(after.removed()).as(where).hasSize(1);
        assertThat(after.removed().getFirst().removal().change())
                .as(where)
                .isEqualTo(database.text("SELECT change FROM slipway.dropped"));
    }

    @Test
    void cutOffOrKilledAtAnyStatementItIsSettledByTheNextRun() throws Exception {
        cutAtStatements(false);
    }

    @Test
    @Tag("heavy")
    void cutOffAndKilledBeforeAndAfterEachStatementItIsSettledByTheNextRun() throws Exception {
        cutAtStatements(true);
    }

    /** Each statement before and after, once cut off and once killed, and both when {@code every}. */
    private void cutAtStatements(boolean every) throws Exception {
        List<String> all = statements(new CuttingProxy.Cut(0, false, false));
        assertThat(all)
                .anyMatch(sql -> sql.contains("DROP TABLE"))
                .filteredOn(sql -> sql.contains("COMMIT"))
                .isNotEmpty();
        for (int number = 1; number <= all.size(); number++) {
            for (boolean after : new boolean[] {false, true}) {
                boolean forGood = number % 2 == 0 ^ after;
                statements(new CuttingProxy.Cut(number, after, forGood));
                if (every || all.get(number - 1).contains("COMMIT")) {
                    statements(new CuttingProxy.Cut(number, after, !forGood));
                }
            }
        }
        System.out.println(all.size() + " statements, " + trials + " trials: " + done + " dropped before the end, "
                + open + " intents left open");
        assertThat(open).isPositive();
    }

    private List<String> statements(CuttingProxy.Cut cut) throws IOException, SQLException {
        Path lake = prepared();
        MortalStore store = new MortalStore(new LocalStore(lake));
        try (CuttingProxy proxy = new CuttingProxy(database.server().port(), cut, store::kill)) {
            String where = cut.toString();
            try {
                run(store, proxy.port());
            } catch (Failure e) {
                assertThat(cut.number()).as(e.text()).isPositive();
            }
            List<String> statements = proxy.statements();
            if (cut.number() > 0 && cut.number() <= statements.size()) {
                where += " at " + statements.get(cut.number() - 1);
            }
            proxy.close();
            settled(lake, where);
            return statements;
        }
    }

    @Test
    void failingOrKilledAtAnyRequestToTheStoreItIsSettledByTheNextRun() throws Exception {
        List<WatchedStore.Operation> all = operations(FailingStore.Point.NOWHERE);
        assertThat(all).contains(WatchedStore.Operation.PUT);
        for (int number : chosen(all)) {
            for (FailingStore.Moment moment : FailingStore.Moment.values()) {
                for (boolean forGood : new boolean[] {false, true}) {
                    operations(new FailingStore.Point(number, moment, forGood));
                }
            }
        }
        System.out.println(all.size() + " requests, " + trials + " trials: " + done + " dropped before the end, " + open
                + " intents left open");
        assertThat(open).isPositive();
    }

    /** Whatever changes something, what comes next to it, and some of those that only look. */
    private static List<Integer> chosen(List<WatchedStore.Operation> all) {
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            boolean changes =
                    all.get(i) == WatchedStore.Operation.PUT || i > 0 && all.get(i - 1) == WatchedStore.Operation.PUT;
            if (changes || i % 12 == 0) {
                chosen.add(i + 1);
            }
        }
        return chosen;
    }

    private List<WatchedStore.Operation> operations(FailingStore.Point point) throws SQLException {
        Path lake = prepared();
        FailingStore store = new FailingStore(new LocalStore(lake), point);
        try {
            run(store, database.server().port());
        } catch (Failure e) {
            assertThat(point.number()).as(e.text()).isPositive();
        }
        settled(lake, point.toString());
        return store.operations();
    }
}
