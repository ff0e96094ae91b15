package dev.slipway.duckdb;

import dev.slipway.store.Blob;
import dev.slipway.store.Expect;
import dev.slipway.store.Leftover;
import dev.slipway.store.Sealed;
import dev.slipway.store.Staged;
import dev.slipway.store.Store;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** A store whose objects are not files, as far as anyone can tell. */
record RemoteStore(Store inner) implements Store {
    @Override
    public Optional<Path> path(Blob blob) {
        return Optional.empty();
    }

    @Override
    public String root() {
        return inner.root();
    }

    @Override
    public Stream<Blob> list(String prefix) {
        return inner.list(prefix);
    }

    @Override
    public Optional<Blob> find(String key) {
        return inner.find(key);
    }

    @Override
    public InputStream read(Blob blob, long offset, long length) {
        return inner.read(blob, offset, length);
    }

    @Override
    public Staged stage(String attempt) {
        return inner.stage(attempt);
    }

    @Override
    public Blob promote(Sealed sealed, String key, Expect expect) {
        return inner.promote(sealed, key, expect);
    }

    @Override
    public Optional<Sealed> staged(String key) {
        return inner.staged(key);
    }

    @Override
    public Stream<Leftover> leftovers() {
        return inner.leftovers();
    }

    @Override
    public void discard(Sealed sealed) {
        inner.discard(sealed);
    }

    @Override
    public Blob put(String key, byte[] body, Expect expect) {
        return inner.put(key, body, expect);
    }

    @Override
    public void delete(Blob blob) {
        inner.delete(blob);
    }

    @Override
    public void settle(String key) {
        inner.settle(key);
    }

    @Override
    public Optional<Long> bytesFree() {
        return inner.bytesFree();
    }
}
