package dev.slipway.store;

import static dev.slipway.store.StoreContract.bytes;
import static dev.slipway.store.StoreContract.failsAs;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalCopiesTest {
    @TempDir
    Path folder;

    private final Store store = new MemoryStore();

    private Blob blob(String key, int size) {
        return store.put(key, bytes("x".repeat(size)), Expect.absent());
    }

    @Test
    void copiesAreThereUntilTheyAreGivenBack() {
        LocalCopies copies = new LocalCopies(folder.resolve("deep"), 10);
        try (LocalCopies.Lent lent = copies.of(store, List.of(blob("a", 4), blob("b", 6)))) {
            assertThat(lent.paths()).hasSize(2);
            assertThat(lent.paths().get(0)).hasContent("xxxx");
            assertThat(lent.paths().get(1)).hasContent("xxxxxx");
        }
        assertThat(folder.resolve("deep")).isEmptyDirectory();
    }

    @Test
    void whatIsLocalIsNotCopied() {
        Store local = new LocalStore(folder.resolve("lake"));
        Blob blob = local.put("a", bytes("rows"), Expect.absent());
        try (LocalCopies.Lent lent = new LocalCopies(folder.resolve("copies"), 0).of(local, List.of(blob))) {
            assertThat(lent.path()).isEqualTo(folder.resolve("lake/a"));
        }
        assertThat(folder.resolve("lake/a")).exists();
        assertThat(folder.resolve("copies")).doesNotExist();
    }

    @Test
    void moreThanIsAllowedIsRefused() {
        LocalCopies copies = new LocalCopies(folder, 9);

        failsAs(
                Failure.Kind.CONFIG,
                () -> copies.of(store, List.of(blob("a", 4), blob("b", 6))),
                "copies of 10 bytes",
                "9 are allowed",
                "--cache-bytes");
    }

    @Test
    void aCopyThatFailsTakesNoRoom() {
        LocalCopies copies = new LocalCopies(folder, 10);
        Blob gone = blob("a", 10);
        store.delete(gone);

        failsAs(Failure.Kind.CORRUPT, () -> copies.of(store, List.of(gone)), "changed");

        copies.of(store, List.of(blob("b", 10))).close();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void severalNeverHoldMoreThanIsAllowedTogether() throws InterruptedException, IOException, ExecutionException {
        LocalCopies copies = new LocalCopies(folder, 10);
        AtomicInteger held = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Callable<Boolean>> readers = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Blob blob = blob("k" + i, 1 + i % 7);
            readers.add(() -> {
                try (LocalCopies.Lent lent = copies.of(store, List.of(blob))) {
                    most.accumulateAndGet(held.addAndGet((int) blob.size()), Math::max);
                    boolean whole = lent.path().toFile().length() == blob.size();
                    held.addAndGet((int) -blob.size());
                    return whole;
                }
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Boolean> reader : threads.invokeAll(readers)) {
                assertThat(reader.get()).isTrue();
            }
        }
        assertThat(most.get()).isBetween(1, 10);
        assertThat(folder).isEmptyDirectory();
    }
}
