package dev.slipway.store;

import static dev.slipway.store.StoreContract.bytes;
import static dev.slipway.store.StoreContract.failsAs;
import static dev.slipway.store.StoreContract.keys;
import static dev.slipway.store.StoreContract.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.Failure;
import dev.slipway.store.FailingStore.Moment;
import dev.slipway.store.FailingStore.Point;
import dev.slipway.store.WatchedStore.Operation;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wrapper itself: it fails just where it is told to. */
final class FailingStoreTest {
    @TempDir
    Path folder;

    private FailingStore failing(int number, Moment moment, boolean forGood) {
        return new FailingStore(new LocalStore(folder), new Point(number, moment, forGood));
    }

    @Test
    void aFailureBeforeAnOperationLeavesItUndone() {
        Store store = failing(2, Moment.BEFORE, false);
        store.put("a", bytes("x"), Expect.absent());

        failsAs(Failure.Kind.UNAVAILABLE, () -> store.put("b", bytes("x"), Expect.absent()), "before PUT 2");
        store.put("c", bytes("x"), Expect.absent());

        assertThat(keys(store, "")).containsExactly("a", "c");
    }

    @Test
    void aFailureAfterAnOperationLeavesItDone() {
        Store store = failing(2, Moment.AFTER, false);
        store.put("a", bytes("x"), Expect.absent());

        failsAs(Failure.Kind.UNKNOWN, () -> store.put("b", bytes("x"), Expect.absent()), "answer of PUT 2");

        assertThat(keys(store, "")).containsExactly("a", "b");
    }

    @Test
    void afterAFailureForGoodNothingTakesEffect() {
        Store store = failing(1, Moment.AFTER, true);
        failsAs(Failure.Kind.UNKNOWN, () -> store.put("a", bytes("x"), Expect.absent()), "PUT 1");

        failsAs(Failure.Kind.UNAVAILABLE, () -> store.put("b", bytes("x"), Expect.absent()), "before PUT 2");
        failsAs(Failure.Kind.UNAVAILABLE, () -> store.find("a"), "before FIND 3");

        assertThat(keys(new LocalStore(folder), "")).containsExactly("a");
    }

    @Test
    void writingSealingAndClosingCountAsOperations() {
        FailingStore store = failing(4, Moment.AFTER, false);
        try (Staged staged = store.stage("attempt")) {
            staged.write(bytes("ro"), 0, 2);
            staged.write(bytes("ws"), 0, 2);
            failsAs(Failure.Kind.UNKNOWN, staged::seal, "SEAL 4");
        }

        assertThat(store.operations())
                .containsExactly(Operation.STAGE, Operation.WRITE, Operation.WRITE, Operation.SEAL, Operation.CLOSE);
        assertThat(text(store, "a")).isEqualTo("nothing");
    }
}
