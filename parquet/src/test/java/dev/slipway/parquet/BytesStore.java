package dev.slipway.parquet;

import dev.slipway.store.Blob;
import dev.slipway.store.Expect;
import dev.slipway.store.Leftover;
import dev.slipway.store.Sealed;
import dev.slipway.store.Staged;
import dev.slipway.store.Store;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** One file in memory, to be read. */
record BytesStore(byte[] bytes) implements Store {
    static ParquetFile open(byte[] bytes) {
        return ParquetFile.open(new BytesStore(bytes), new Blob("file.parquet", bytes.length, "1"));
    }

    @Override
    public String root() {
        return "memory";
    }

    @Override
    public InputStream read(Blob blob, long offset, long length) {
        return new ByteArrayInputStream(bytes, (int) offset, (int) length);
    }

    @Override
    public Stream<Blob> list(String prefix) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Blob> find(String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Path> path(Blob blob) {
        return Optional.empty();
    }

    @Override
    public Staged stage(String attempt) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Blob promote(Sealed sealed, String key, Expect expect) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Sealed> staged(String key) {
        return Optional.empty();
    }

    @Override
    public Stream<Leftover> leftovers() {
        return Stream.empty();
    }

    @Override
    public void discard(Sealed sealed) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Blob put(String key, byte[] body, Expect expect) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void delete(Blob blob) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void settle(String key) {
        // Nothing here is durable.
    }

    @Override
    public Optional<Long> bytesFree() {
        return Optional.empty();
    }
}
