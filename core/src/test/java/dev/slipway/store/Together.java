package dev.slipway.store;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Starts threads at the same moment. */
public final class Together {
    private Together() {}

    /** Their results, in the order of the calls. */
    public static <T> List<Future<T>> call(ExecutorService threads, List<Callable<T>> calls) {
        CyclicBarrier start = new CyclicBarrier(calls.size());
        return calls.stream()
                .map(call -> threads.submit(() -> {
                    start.await();
                    return call.call();
                }))
                .toList();
    }
}
