package dev.slipway.store;

import dev.slipway.Failure;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A store that fails where it is told to: before an operation took effect, or after it, when only the answer is lost. It
 * counts the operations, writes to staged objects included, so that a test can let each of them fail once. Thread-safe.
 */
public final class FailingStore implements Store {
    /** What can fail. */
    public enum Operation {
        LIST,
        FIND,
        READ,
        STAGE,
        WRITE,
        SEAL,
        CLOSE,
        STAGED,
        PROMOTE,
        DISCARD,
        PUT,
        DELETE
    }

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

    private final Store inner;
    private final Point point;
    private final List<Operation> operations = new ArrayList<>();

    public FailingStore(Store inner, Point point) {
        this.inner = inner;
        this.point = point;
    }

    /** The operations so far, in order. */
    public List<Operation> operations() {
        synchronized (operations) {
            return List.copyOf(operations);
        }
    }

    private <T> T count(Operation operation, Supplier<T> effect) {
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

    private void count(Operation operation, Runnable effect) {
        count(operation, () -> {
            effect.run();
            return true;
        });
    }

    @Override
    public String root() {
        return inner.root();
    }

    @Override
    public Stream<Blob> list(String prefix) {
        return count(Operation.LIST, () -> inner.list(prefix));
    }

    @Override
    public Optional<Blob> find(String key) {
        return count(Operation.FIND, () -> inner.find(key));
    }

    @Override
    public InputStream read(Blob blob, long offset, long length) {
        return count(Operation.READ, () -> inner.read(blob, offset, length));
    }

    @Override
    public Optional<Path> path(Blob blob) {
        return inner.path(blob);
    }

    @Override
    public Staged stage(String attempt) {
        return count(Operation.STAGE, () -> new FailingStaged(inner.stage(attempt)));
    }

    @Override
    public Blob promote(Sealed sealed, String key, Expect expect) {
        return count(Operation.PROMOTE, () -> inner.promote(sealed, key, expect));
    }

    @Override
    public Optional<Sealed> staged(String key) {
        return count(Operation.STAGED, () -> inner.staged(key));
    }

    @Override
    public Stream<Leftover> leftovers() {
        return count(Operation.LIST, inner::leftovers);
    }

    @Override
    public void discard(Sealed sealed) {
        count(Operation.DISCARD, () -> inner.discard(sealed));
    }

    @Override
    public Blob put(String key, byte[] body, Expect expect) {
        return count(Operation.PUT, () -> inner.put(key, body, expect));
    }

    @Override
    public void delete(Blob blob) {
        count(Operation.DELETE, () -> inner.delete(blob));
    }

    @Override
    public Optional<Long> bytesFree() {
        return inner.bytesFree();
    }

    private final class FailingStaged implements Staged {
        private final Staged staged;

        FailingStaged(Staged staged) {
            this.staged = staged;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            count(Operation.WRITE, () -> staged.write(bytes, offset, length));
        }

        @Override
        public Sealed seal() {
            return count(Operation.SEAL, staged::seal);
        }

        @Override
        public void close() {
            count(Operation.CLOSE, staged::close);
        }
    }
}
