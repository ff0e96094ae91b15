package dev.slipway.store;

import static dev.slipway.store.StoreContract.bytes;
import static dev.slipway.store.StoreContract.keys;
import static dev.slipway.store.StoreContract.sealed;
import static dev.slipway.store.StoreContract.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Store} promises when several write at once: of those who expect the same thing, one wins. */
public abstract class StoreRaces {
    private static final int ROUNDS = 200;

    /** Opens one more store on the test's root, as another process would. */
    protected abstract Store open();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Store store;
    private Store other;

    @BeforeEach
    void openTwice() {
        store = open();
        other = open();
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** Runs all at the same moment; the results of those that met no conflict. */
    private <T> List<T> winners(List<Callable<T>> calls) throws Exception {
        List<Future<T>> futures = Together.call(threads, calls);
        List<T> winners = new ArrayList<>();
        for (Future<T> future : futures) {
            try {
                winners.add(future.get());
            } catch (ExecutionException e) {
                assertThat(e.getCause()).isInstanceOf(Conflict.class);
            }
        }
        return winners;
    }

    @Test
    void ofThoseWhoPutAnAbsentObjectOneWins() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String key = "put/" + round;
            List<String> winners = winners(List.of(
                    () -> put(store, key, "one", Expect.absent()),
                    () -> put(other, key, "two", Expect.absent()),
                    () -> promote(store, key, "three", Expect.absent())));

            assertThat(winners).as("round %d", round).hasSize(1).containsExactly(text(store, key));
        }
    }

    @Test
    void ofThoseWhoReplaceTheSameVersionOneWins() throws Exception {
        Blob blob = store.put("a", bytes("start"), Expect.absent());
        for (int round = 0; round < ROUNDS; round++) {
            Expect same = Expect.unchanged(blob);
            List<String> winners = winners(List.of(
                    () -> put(store, "a", "one", same),
                    () -> put(other, "a", "two", same),
                    () -> promote(other, "a", "six", same)));

            assertThat(winners).as("round %d", round).hasSize(1).containsExactly(text(store, "a"));
            blob = store.find("a").orElseThrow();
        }
    }

    @Test
    void ofThoseWhoReplaceAndThoseWhoDeleteOneWins() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Blob blob = store.put("a" + round, bytes("start"), Expect.absent());
            List<String> winners = winners(List.of(() -> put(store, blob.key(), "new", Expect.unchanged(blob)), () -> {
                other.delete(blob);
                return "nothing";
            }));

            // Deleting may also find that it has been done already; then it did nothing.
            assertThat(winners).as("round %d", round).hasSize(1).containsExactly(text(store, blob.key()));
        }
    }

    private static String put(Store store, String key, String body, Expect expect) {
        store.put(key, bytes(body), expect);
        return body;
    }

    private static String promote(Store store, String key, String body, Expect expect) {
        store.promote(sealed(store, body), key, expect);
        return body;
    }

    @Test
    void aCountKeptByReplacingLosesNothing() throws Exception {
        store.put("count", bytes("1000"), Expect.absent());

        winners(IntStream.range(0, 4)
                .mapToObj(i -> (Callable<Integer>) () -> {
                    increment(i % 2 == 0 ? store : other, "count", 25);
                    return i;
                })
                .toList());

        assertThat(text(store, "count")).isEqualTo("1100");
    }

    /** Adds 1 to the number in an object so many times, trying again whenever somebody else was faster. */
    static void increment(Store store, String key, int times) {
        for (int done = 0; done < times; ) {
            Blob blob = store.find(key).orElseThrow();
            try {
                int next = Integer.parseInt(text(store, blob)) + 1;
                store.put(key, bytes(Integer.toString(next)), Expect.unchanged(blob));
                done++;
            } catch (Conflict e) {
                // Somebody else was faster.
            } catch (Failure e) {
                assertThat(e.kind()).isEqualTo(Failure.Kind.CORRUPT);
            }
        }
    }

    @Test
    void listingGoesOnWhileOthersWrite() throws Exception {
        store.put("t/stays", bytes("x"), Expect.absent());

        List<Integer> done = winners(List.of(
                () -> {
                    for (int i = 0; i < ROUNDS; i++) {
                        store.delete(store.put("t/" + i, bytes("x"), Expect.absent()));
                        store.discard(sealed(store, "x"));
                    }
                    return 1;
                },
                () -> {
                    for (int i = 0; i < ROUNDS * 3; i++) {
                        assertThat(keys(other, "")).contains("t/stays").allMatch(key -> key.startsWith("t/"));
                    }
                    return 2;
                }));

        assertThat(done).hasSize(2);
    }
}
