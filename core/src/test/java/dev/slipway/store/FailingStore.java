package dev.slipway.store;

import dev.slipway.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A store that fails where it is told to: before an operation took effect, or after it, when only the answer is lost. It
 * counts the operations, writes to staged objects included, so that a test can let each of them fail once. Thread-safe.
 */
public final class FailingStore extends WatchedStore {
    /** When it fails. */
    public enum Moment {
        BEFORE,
        AFTER
    }

    /**
     * Where it fails.
     *
     * @param number counted from 1 over all operations
     * @param forGood whether all later operations fail too, without effect, as if the process had been killed
     */
    public record Point(int number, Moment moment, boolean forGood) {
        /** Never. */
        public static final Point NOWHERE = new Point(0, Moment.BEFORE, false);
    }

    private final Point point;
    private final List<Operation> operations;

    public FailingStore(Store inner, Point point) {
        this(inner, point, new ArrayList<>());
    }

    private FailingStore(Store inner, Point point, List<Operation> operations) {
        super(inner);
        this.point = point;
        this.operations = operations;
    }

    /** Another store that is used by the same process: operations of both are counted together. */
    public FailingStore beside(Store other) {
        return new FailingStore(other, point, operations);
    }

    /** The operations so far, in order. */
    public List<Operation> operations() {
        synchronized (operations) {
            return List.copyOf(operations);
        }
    }

    @Override
    protected <T> T around(Operation operation, String key, Supplier<T> effect) {
        int number;
        synchronized (operations) {
            operations.add(operation);
            number = operations.size();
        }
        boolean here = number == point.number();
        boolean dead = point.forGood() && point.number() > 0 && number > point.number();
        if (dead || here && point.moment() == Moment.BEFORE) {
            throw new Failure(Failure.Kind.UNAVAILABLE, "told to fail before " + operation + " " + number);
        }
        T result = effect.get();
        if (here) {
            throw new Failure(Failure.Kind.UNKNOWN, "told to lose the answer of " + operation + " " + number);
        }
        return result;
    }
}
