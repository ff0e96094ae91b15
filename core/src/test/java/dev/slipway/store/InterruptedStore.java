package dev.slipway.store;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A store at whose operations a test can let something else happen, as if whoever uses it were asleep meanwhile. */
public final class InterruptedStore extends WatchedStore {
    /** What happens. */
    public interface Interruption {
        /** {@code number} counts all operations from 1. */
        void at(FailingStore.Moment moment, int number, Operation operation, String key);
    }

    private final Interruption interruption;
    private final AtomicInteger operations = new AtomicInteger();

    public InterruptedStore(Store inner, Interruption interruption) {
        super(inner);
        this.interruption = interruption;
    }

    /** Once, before the first operation of this kind on a key that contains {@code part}. */
    public static InterruptedStore before(Store inner, Operation operation, String part, Runnable action) {
        AtomicBoolean due = new AtomicBoolean(true);
        return new InterruptedStore(inner, (moment, number, here, key) -> {
            if (here == operation
                    && moment == FailingStore.Moment.BEFORE
                    && key.contains(part)
                    && due.getAndSet(false)) {
                action.run();
            }
        });
    }

    /** Operations so far. */
    public int operations() {
        return operations.get();
    }

    @Override
    protected <T> T around(Operation operation, String key, Supplier<T> effect) {
        int number = operations.incrementAndGet();
        interruption.at(FailingStore.Moment.BEFORE, number, operation, key);
        T result = effect.get();
        interruption.at(FailingStore.Moment.AFTER, number, operation, key);
        return result;
    }
}
