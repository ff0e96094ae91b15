package dev.slipway.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs jobs at once, each in a thread of its own. */
final class Parallel {
    private Parallel() {}

    /** The results of all jobs, in their order, when all have ended. */
    static <T> List<T> run(List<? extends Callable<T>> jobs) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(jobs.size())) {
            List<Future<T>> pending = new ArrayList<>();
            for (Callable<T> job : jobs) {
                pending.add(threads.submit(job));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : pending) {
                results.add(one.get());
            }
            return results;
        }
    }
}
