package dev.slipway.store;

import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A store as a network file system shows it: what others wrote is there, but not seen in listings or by name yet. */
public final class LateStore extends WatchedStore {
    private final BiPredicate<Operation, String> hidden;

    /** @param hidden whether a LIST or a FIND does not see a key */
    public LateStore(Store inner, BiPredicate<Operation, String> hidden) {
        super(inner);
        this.hidden = hidden;
    }

    @Override
    @SuppressWarnings("unchecked")
    protected <T> T around(Operation operation, String key, Supplier<T> effect) {
        T result = effect.get();
        return switch (operation) {
            case LIST -> (T) ((Stream<Blob>) result).filter(blob -> !hidden.test(operation, blob.key()));
            case FIND -> hidden.test(operation, key) ? (T) Optional.empty() : result;
            default -> result;
        };
    }
}
