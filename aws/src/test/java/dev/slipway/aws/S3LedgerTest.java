package dev.slipway.aws;

import dev.slipway.ledger.Ledger;
import dev.slipway.ledger.LedgerContract;
import dev.slipway.ledger.StoreLedger;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;

final class S3LedgerTest extends LedgerContract {
    private static final S3Server SERVER = S3Server.start();
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    private static final AtomicInteger ROOTS = new AtomicInteger();

    private final String prefix = "ledger-" + ROOTS.incrementAndGet();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Override
    protected Ledger open(String run) {
        return StoreLedger.open(SERVER.open(prefix), CLOCK, run);
    }
}
