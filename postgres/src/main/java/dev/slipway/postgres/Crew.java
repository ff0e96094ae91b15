package dev.slipway.postgres;

import dev.slipway.Failure;
import dev.slipway.job.Cancel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Some threads that share a task, each of which yields a part of the result. */
final class Crew<R> {
    private final int threads;
    private final Cancel cancel;

    Crew(int threads, Cancel cancel) {
        this.threads = threads;
        this.cancel = cancel;
    }

    /**
     * Waits for all of them.
     *
     * @param share is given the number of the thread
     * @throws RuntimeException what one of them threw, the others' being suppressed by it
     */
    List<R> work(String name, IntFunction<R> share) {
        List<FutureTask<R>> tasks = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            FutureTask<R> task = new FutureTask<>(() -> share.apply(number));
            tasks.add(task);
            Thread.ofPlatform().name(name + "-" + i).start(task);
        }
        List<R> parts = new ArrayList<>();
        RuntimeException thrown = null;
        for (FutureTask<R> task : tasks) {
            try {
                parts.add(task.get());
            } catch (ExecutionException e) {
                thrown = joined(thrown, e.getCause());
            } catch (InterruptedException e) {
                cancel.request();
                Thread.currentThread().interrupt();
                thrown = joined(thrown, new Failure(Failure.Kind.CANCELLED, "interrupted", e));
            }
        }
        if (thrown != null) {
            throw thrown;
        }
        return parts;
    }

    private static RuntimeException joined(@Nullable RuntimeException first, @Nullable Throwable next) {
        RuntimeException one =
                next instanceof RuntimeException known ? known : new IllegalStateException("a thread ended", next);
        if (first == null) {
            return one;
        }
        first.addSuppressed(one);
        return first;
    }
}
