package dev.slipway.app.resume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.Proxy;
import dev.slipway.app.SlipwayProcess;
import dev.slipway.app.TestServer;
import dev.slipway.ledger.Ledger;
import dev.slipway.postgres.LedgerPlace;
import dev.slipway.postgres.PostgresLedger;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of exports whose ledger is in Postgres, at random bytes of what that Postgres answers, so before and after
 * commits took effect, and during the opening. Set {@code slipway.seed} to repeat what was seen.
 */
final class PostgresLedgerKillTest {
    private static final int TRIALS = 24;

    /** An export of these tables hears about so much from its ledger. */
    private static final int BYTES = 2500;

    @TempDir
    Path folder;

    @Test
    void aRunThatIsKilledWhileItWritesItsLedgerIsCarriedOnByTheNext() throws Exception {
        long seed = Long.getLong("slipway.seed", 20261121);
        System.out.println("ledger kills: seed " + seed);
        Random random = new Random(seed);
        TestServer.Database source = TestServer.embedded18()
                .database(
                        "CREATE TABLE a AS SELECT i AS id, repeat(md5(i::text), 20) AS t FROM generate_series(1, 2000) i",
                        "CREATE TABLE b AS SELECT i AS id FROM generate_series(1, 10) i");
        TestServer.Database records = TestServer.embedded18().database();
        int killed = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            Path lake = folder.resolve("lake-" + trial);
            if (trial % 3 == 0) {
                assertThat(export(source, records.url(), lake).status()).isZero();
                source.run("UPDATE a SET t = 'changed ' || t WHERE id % 500 = " + trial);
            }
            killed += killed(source, records, lake, 1 + random.nextInt(BYTES)) ? 1 : 0;
            Cli last = export(source, records.url(), lake);
            assertThat(last.status()).as(last.all()).isZero();
            isWhole(source, records, lake);
        }
        System.out.println("ledger kills: " + killed + " of " + TRIALS + " runs killed, all carried on");
        assertThat(killed).isGreaterThan(TRIALS / 2);
    }

    private static Object[] arguments(String ledger) {
        return new Object[] {"a", "b", "--unit-bytes", "100kB", "--ledger", ledger};
    }

    private static Cli export(TestServer.Database source, String ledger, Path lake) {
        return Cli.export(source, lake, arguments(ledger));
    }

    private boolean killed(TestServer.Database source, TestServer.Database records, Path lake, int bytes)
            throws Exception {
        try (Proxy proxy = new Proxy(records.server().port(), bytes, Proxy.Then.STALL)) {
            List<Object> all = new ArrayList<>(List.of("export", "postgres", "--url", source.url(), "--to", lake));
            all.addAll(List.of(arguments(records.url("postgres", proxy.port()))));
            try (SlipwayProcess process = SlipwayProcess.start(folder, all.toArray())) {
                boolean inTime = process.await(proxy::hasStalled);
                process.kill();
                return inTime;
            }
        }
    }

    private static void isWhole(TestServer.Database source, TestServer.Database records, Path lake) {
        Cli verified = Cli.run("verify", lake, "--source", source.url(), "--ledger", records.url());
        assertThat(verified.status()).as(verified.all()).isZero();
        LedgerPlace place = new LedgerPlace(records.url(), Map.of(), PostgresLedger.SCHEMA, lake.toString());
        try (Ledger ledger = PostgresLedger.open(place, Clock.systemUTC(), "test")) {
            assertThat(ledger.<Boolean>look(state -> state.tables().stream()
                            .allMatch(table -> table.work().isEmpty()
                                    && table.change().isEmpty()
                                    && table.strays().isEmpty()
                                    && !table.content().isEmpty()
                                    && state.holder(table.table()).isEmpty())))
                    .isTrue();
        }
        Cli clean = Cli.run("clean", lake, "--age", "0s", "--ledger", records.url());
        assertThat(clean.status()).as(clean.all()).isZero();
    }
}
