package dev.slipway.store;

import dev.slipway.Failure;
import java.util.function.Supplier;

/** A store whose user can be killed: from then on nothing that he does takes effect. */
public final class MortalStore extends WatchedStore {
    private volatile boolean dead;

    public MortalStore(Store inner) {
        super(inner);
    }

    /** From now on. */
    public void kill() {
        dead = true;
    }

    @Override
    protected <T> T around(Operation operation, String key, Supplier<T> effect) {
        if (dead) {
            throw new Failure(Failure.Kind.UNAVAILABLE, "killed before " + operation);
        }
        return effect.get();
    }
}
