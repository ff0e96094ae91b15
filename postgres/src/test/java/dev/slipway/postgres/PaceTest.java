package dev.slipway.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.job.Cancel;
import dev.slipway.job.Reader;
import dev.slipway.job.Session;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How fast a server is read, counted in bytes and in the pauses that were asked for: no test waits. */
class PaceTest {
    private static final long RATE = 1_000_000;

    /** Goes forward only when somebody pauses. */
    private final AtomicLong clock = new AtomicLong(new Random(11).nextLong());

    private final long began = clock.get();
    private final Pace pace = new Pace(1e9 / RATE, clock::get, (cancel, time) -> clock.addAndGet(time.toNanos()));

    private double secondsFor(long bytes) {
        return (double) bytes / RATE;
    }

    private double seconds() {
        return (clock.get() - began) / 1e9;
    }

    @Test
    void inTheLongRunNoMoreIsTakenThanAllowedAndHardlyLess() {
        long seed = 20_261_121;
        Random random = new Random(seed);
        long bytes = 0;
        for (int i = 0; i < 2_000; i++) {
            int some = 1 + random.nextInt(200_000);
            bytes += some;
            pace.spend(some, new Cancel());
            assertThat(seconds())
                    .as("seed %d, piece %d", seed, i)
                    .isBetween(secondsFor(bytes) - 0.006, secondsFor(bytes) + 1e-3);
        }
    }

    @Test
    void whoRestedMayCatchUpOnlyForAMoment() {
        clock.addAndGet(Duration.ofHours(1).toNanos());
        long rested = clock.get();
        for (int i = 0; i < 100; i++) {
            pace.spend(10_000, new Cancel());
        }
        double burst = Pace.BURST.toNanos() / 1e9;
        assertThat((clock.get() - rested) / 1e9)
                .isBetween(secondsFor(1_000_000) - burst - 0.006, secondsFor(1_000_000) - burst + 1e-3);
    }

    @Test
    void withoutALimitNobodyAsksForTheTime() {
        Pace.FREE.spend(Long.MAX_VALUE, new Cancel());
        assertThat(clock.get()).isEqualTo(began);
    }

    @ParameterizedTest
    @EnumSource(PostgresOptions.Transport.class)
    void aRealServerIsReadNoFasterOverSeveralConnectionsTogether(PostgresOptions.Transport transport) throws Exception {
        TestServer.Database database = TestServer.newest()
                .database("CREATE TABLE t AS SELECT i, repeat('x', 1000) FROM generate_series(1, 4000) i");
        PostgresOptions options = database.options("t").withUnitBytes(512 << 10).withTransport(transport);
        Manners manners = new Manners("", pace, clock::get);
        AtomicLong received = new AtomicLong();
        AtomicLong rows = new AtomicLong();
        try (Session<PostgresUnit> session = new PostgresSource(options, manners).open(Export.context())) {
            ConcurrentLinkedQueue<PostgresUnit> units = new ConcurrentLinkedQueue<>(
                    session.plan().tables().getFirst().units());
            assertThat(units).hasSizeGreaterThan(3);
            Runnable worker = () -> {
                try (Reader<PostgresUnit> reader = session.reader()) {
                    for (PostgresUnit unit = units.poll(); unit != null; unit = units.poll()) {
                        rows.addAndGet(reader.digest(unit).rows());
                    }
                    received.addAndGet(reader.bytesReceived());
                }
            };
            List.of(CompletableFuture.runAsync(worker), CompletableFuture.runAsync(worker))
                    .forEach(CompletableFuture::join);
        }
        assertThat(rows.get()).isEqualTo(4_000);
        assertThat(received.get()).isGreaterThan(4_000_000);
        assertThat(seconds()).isGreaterThan(secondsFor(received.get()) - 0.2);
    }
}
