package dev.slipway.store;

import org.junit.jupiter.api.Nested;

final class MemoryStoreTest extends StoreContract {
    private final Store store = new MemoryStore();

    @Override
    protected Store open() {
        return store;
    }

    @Nested
    final class Races extends StoreRaces {
        @Override
        protected Store open() {
            return store;
        }
    }
}
