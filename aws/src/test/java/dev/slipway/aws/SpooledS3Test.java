package dev.slipway.aws;

import dev.slipway.store.LocalStore;
import dev.slipway.store.SpooledStore;
import dev.slipway.store.Store;
import dev.slipway.store.StoreContract;
import dev.slipway.store.StoreRaces;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** A place in S3 with a folder in front is a store like any other. */
final class SpooledS3Test extends StoreContract {
    private static final AtomicInteger ROOTS = new AtomicInteger();
    private static final S3Server SERVER = S3Server.start();

    private final String prefix = "spooled-" + ROOTS.incrementAndGet() + "/deep";

    @TempDir
    Path folder;

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Override
    protected Store open() {
        return new SpooledStore(new LocalStore(folder), SERVER.open(prefix), SpooledStore.Watch.NONE);
    }

    @Nested
    final class Races extends StoreRaces {
        @Override
        protected Store open() {
            return SpooledS3Test.this.open();
        }
    }
}
