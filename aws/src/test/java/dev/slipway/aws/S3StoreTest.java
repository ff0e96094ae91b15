package dev.slipway.aws;

import dev.slipway.store.Store;
import dev.slipway.store.StoreContract;
import dev.slipway.store.StoreRaces;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;

final class S3StoreTest extends StoreContract {
    private static final AtomicInteger ROOTS = new AtomicInteger();
    private static final S3Server SERVER = S3Server.start();

    private final String prefix = "lake-" + ROOTS.incrementAndGet() + "/deep";

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Override
    protected Store open() {
        return SERVER.open(prefix);
    }

    /** More than a page. */
    @Override
    protected int many() {
        return 1010;
    }

    @Nested
    final class Races extends StoreRaces {
        @Override
        protected Store open() {
            return SERVER.open(prefix);
        }
    }
}
