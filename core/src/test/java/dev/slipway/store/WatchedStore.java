package dev.slipway.store;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A store that lets its subclass stand around every operation, writes to staged objects included. */
public abstract class WatchedStore implements Store {
    /** What can be done with a store. */
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
        DELETE,
        SETTLE
    }

    private final Store inner;

    protected WatchedStore(Store inner) {
        this.inner = inner;
    }

    /** Does the operation by calling {@code effect}, or does not; {@code key} is what it is about. */
    protected abstract <T> T around(Operation operation, String key, Supplier<T> effect);

    private void around(Operation operation, String key, Runnable effect) {
        around(operation, key, () -> {
            effect.run();
            return true;
        });
    }

    @Override
    public final String root() {
        return inner.root();
    }

    @Override
    public final int atOnce() {
        return inner.atOnce();
    }

    @Override
    public final Stream<Blob> list(String prefix) {
        return around(Operation.LIST, prefix, () -> inner.list(prefix));
    }

    @Override
    public final Optional<Blob> find(String key) {
        return around(Operation.FIND, key, () -> inner.find(key));
    }

    @Override
    public final InputStream read(Blob blob, long offset, long length) {
        return around(Operation.READ, blob.key(), () -> inner.read(blob, offset, length));
    }

    @Override
    public final Optional<Path> path(Blob blob) {
        return inner.path(blob);
    }

    @Override
    public final Staged stage(String attempt) {
        return around(Operation.STAGE, attempt, () -> new WatchedStaged(attempt, inner.stage(attempt)));
    }

    @Override
    public final boolean prepare(String staged, String key) {
        return inner.prepare(staged, key);
    }

    @Override
    public final Blob promote(Sealed sealed, String key, Expect expect) {
        return around(Operation.PROMOTE, key, () -> inner.promote(sealed, key, expect));
    }

    @Override
    public final Optional<Sealed> staged(String key) {
        return around(Operation.STAGED, key, () -> inner.staged(key));
    }

    @Override
    public final Stream<Leftover> leftovers() {
        return around(Operation.LIST, "", inner::leftovers);
    }

    @Override
    public final void discard(Sealed sealed) {
        around(Operation.DISCARD, sealed.blob().key(), () -> inner.discard(sealed));
    }

    @Override
    public final Blob put(String key, byte[] body, Expect expect) {
        return around(Operation.PUT, key, () -> inner.put(key, body, expect));
    }

    @Override
    public final void delete(Blob blob) {
        around(Operation.DELETE, blob.key(), () -> inner.delete(blob));
    }

    @Override
    public final void settle(String key) {
        around(Operation.SETTLE, key, () -> inner.settle(key));
    }

    @Override
    public final Optional<Long> bytesFree() {
        return inner.bytesFree();
    }

    private final class WatchedStaged implements Staged {
        private final String attempt;
        private final Staged staged;

        WatchedStaged(String attempt, Staged staged) {
            this.attempt = attempt;
            this.staged = staged;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            around(Operation.WRITE, attempt, () -> staged.write(bytes, offset, length));
        }

        @Override
        public Sealed seal() {
            return around(Operation.SEAL, attempt, staged::seal);
        }

        @Override
        public void close() {
            around(Operation.CLOSE, attempt, staged::close);
        }
    }
}
