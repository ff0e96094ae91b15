package dev.slipway.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.Failure;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AtOnceTest {
    private static final List<Integer> HUNDRED = IntStream.range(0, 100).boxed().toList();

    @Test
    void resultsAreInTheOrderOfWhatTheyWereMadeOf() {
        List<Integer> doubled = HUNDRED.stream().map(number -> number * 2).toList();
        for (int threads : List.of(1, 2, 7, 200)) {
            assertThat(AtOnce.map(threads, HUNDRED, number -> number * 2)).isEqualTo(doubled);
        }
        assertThat(AtOnce.map(8, List.<Integer>of(), number -> number)).isEmpty();
    }

    /** Nobody goes on before all have come. */
    @Test
    void soManyWorkAtOnce() {
        CountDownLatch all = new CountDownLatch(4);
        AtOnce.each(4, List.of(1, 2, 3, 4), number -> {
            all.countDown();
            try {
                all.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(all.getCount()).isZero();
    }

    @Test
    void oneThreadIsTheCallersOwn() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        AtOnce.each(1, HUNDRED, number -> threads.add(Thread.currentThread()));
        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void afterAFailureNoMoreAreBegunAndThoseThatWereHaveEnded() {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        for (int threads : List.of(1, 3)) {
            begun.set(0);
            ended.set(0);
            assertThatThrownBy(() -> AtOnce.each(threads, HUNDRED, number -> {
                        begun.incrementAndGet();
                        try {
                            throw new Failure(Failure.Kind.UNAVAILABLE, "away");
                        } finally {
                            ended.incrementAndGet();
                        }
                    }))
                    .isInstanceOf(Failure.class)
                    .hasMessage("away");
            assertThat(begun).hasValueLessThanOrEqualTo(threads);
            assertThat(ended.get()).isEqualTo(begun.get());
        }
    }
}
