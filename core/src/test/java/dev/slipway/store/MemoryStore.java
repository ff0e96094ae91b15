package dev.slipway.store;

import dev.slipway.Failure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A store in memory, under the same contract as the others: for tests that write a hundred thousand objects. */
public final class MemoryStore implements Store {
    private static final String STAGING = Keys.STAGING + "/";

    private record Held(byte[] bytes, Blob blob) {}

    private final Map<String, Held> objects = new TreeMap<>(LocalKeys.ORDER);
    private long versions;

    @Override
    public String root() {
        return "memory";
    }

    private static String key(String key) {
        return Keys.checked(key, "memory");
    }

    private static String target(String key) {
        return Keys.target(key, "memory");
    }

    @Override
    public synchronized Stream<Blob> list(String prefix) {
        return objects.values().stream()
                .map(Held::blob)
                .filter(blob -> blob.key().startsWith(prefix) && !blob.key().startsWith(STAGING))
                .toList()
                .stream();
    }

    @Override
    public synchronized Optional<Blob> find(String key) {
        return Optional.ofNullable(objects.get(key(key))).map(Held::blob);
    }

    @Override
    public synchronized InputStream read(Blob blob, long offset, long length) {
        Held held = objects.get(key(blob.key()));
        Objects.checkFromIndexSize(offset, length, blob.size());
        if (held == null || !held.blob().equals(blob)) {
            throw new Failure(
                    Failure.Kind.CORRUPT, blob.key() + " changed, found " + (held == null ? "nothing" : held.blob()));
        }
        return new ByteArrayInputStream(held.bytes(), (int) offset, (int) length);
    }

    @Override
    public Optional<Path> path(Blob blob) {
        return Optional.empty();
    }

    @Override
    public synchronized Staged stage(String attempt) {
        return new MemoryStaged(STAGING + attempt + '-' + ++versions + ".part");
    }

    private synchronized Blob hold(String key, byte[] bytes) {
        Blob blob = new Blob(key, bytes.length, "v" + ++versions);
        objects.put(key, new Held(bytes, blob));
        return blob;
    }

    @Override
    public synchronized Blob promote(Sealed sealed, String key, Expect expect) {
        Blob promoted =
                new Blob(target(key), sealed.blob().size(), sealed.blob().version());
        Held there = objects.get(key);
        if (there == null || !there.blob().equals(promoted)) {
            expect(key, there, expect);
            Held staged = objects.get(sealed.blob().key());
            if (staged == null || !staged.blob().equals(sealed.blob())) {
                throw new Failure(Failure.Kind.UNAVAILABLE, sealed.blob().key() + " is gone");
            }
            objects.put(key, new Held(staged.bytes(), promoted));
        }
        discard(sealed);
        return promoted;
    }

    private static void expect(String key, @Nullable Held there, Expect expect) {
        boolean met =
                switch (expect) {
                    case Expect.Absent absent -> there == null;
                    case Expect.Version version ->
                        there != null && there.blob().version().equals(version.version());
                };
        if (!met) {
            throw new Conflict(key, key + " is not as expected");
        }
    }

    @Override
    public Optional<Sealed> staged(String key) {
        if (!key.startsWith(STAGING)) {
            throw new Failure(Failure.Kind.CONFIG, key + " is no staged object");
        }
        return find(key).map(Sealed::new);
    }

    @Override
    public synchronized Stream<Leftover> leftovers() {
        List<Leftover> staged = objects.values().stream()
                .map(Held::blob)
                .filter(blob -> blob.key().startsWith(STAGING))
                .map(blob -> new Leftover(blob, Instant.EPOCH))
                .toList();
        return staged.stream();
    }

    @Override
    public synchronized void discard(Sealed sealed) {
        objects.computeIfPresent(sealed.blob().key(), (key, held) -> held.blob().equals(sealed.blob()) ? null : held);
    }

    @Override
    public synchronized Blob put(String key, byte[] body, Expect expect) {
        expect(key, objects.get(target(key)), expect);
        return hold(key, body.clone());
    }

    @Override
    public synchronized void delete(Blob blob) {
        Held there = objects.get(target(blob.key()));
        if (there != null) {
            expect(blob.key(), there, Expect.unchanged(blob));
            objects.remove(blob.key());
        }
    }

    @Override
    public void settle(String key) {
        // Nothing here is durable.
    }

    @Override
    public Optional<Long> bytesFree() {
        return Optional.empty();
    }

    private final class MemoryStaged implements Staged {
        private final String key;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean sealed;

        MemoryStaged(String key) {
            this.key = key;
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            checkOpen();
            bytes.write(from, offset, length);
        }

        private void checkOpen() {
            if (sealed) {
                throw new IllegalStateException(key + " is sealed");
            }
        }

        @Override
        public Sealed seal() {
            checkOpen();
            sealed = true;
            return new Sealed(hold(key, bytes.toByteArray()));
        }

        @Override
        public void close() {}
    }
}
