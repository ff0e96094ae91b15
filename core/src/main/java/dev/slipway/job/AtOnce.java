package dev.slipway.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Does the same to many things, several at once where that pays. Waits for all, also when it is interrupted. */
public final class AtOnce {
    private AtOnce() {}

    /**
     * What {@code work} makes of each, in their order. After one that fails no more are begun; its failure is thrown when all
     * that were begun have ended.
     *
     * @param threads 1: one after the other, in the caller's
     */
    public static <T, R> List<R> map(int threads, List<T> items, Function<T, R> work) {
        if (threads == 1 || items.size() < 2) {
            return items.stream().map(work).toList();
        }
        Map<Integer, R> results = new ConcurrentHashMap<>();
        AtomicInteger next = new AtomicInteger();
        AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();
        Runnable share = () -> {
            for (int i = next.getAndIncrement(); i < items.size() && failed.get() == null; i = next.getAndIncrement()) {
                try {
                    results.put(i, work.apply(items.get(i)));
                } catch (Throwable e) {
                    failed.compareAndSet(null, e);
                }
            }
        };
        List<Thread> others = new ArrayList<>();
        try {
            for (int i = 1; i < Math.min(threads, items.size()); i++) {
                others.add(Thread.ofPlatform().name("slipway-at-once-" + i).start(share));
            }
            share.run();
        } finally {
            others.forEach(Threads::join);
        }
        switch (failed.get()) {
            case null -> {}
            case Error e -> throw e;
            case RuntimeException e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
        return List.copyOf(new TreeMap<>(results).values());
    }

    /** The same, for what makes nothing. */
    static <T> void each(int threads, List<T> items, Consumer<T> work) {
        map(threads, items, item -> {
            work.accept(item);
            return true;
        });
    }
}
