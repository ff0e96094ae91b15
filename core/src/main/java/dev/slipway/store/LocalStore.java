package dev.slipway.store;

import dev.slipway.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * A folder as a {@link Store}. What is staged stands in {@code _slipway/staging} under a name that no reader of data
 * matches; a name appears by a hard link, which the file system creates only if it is absent, after the bytes are on the
 * disk and before the folder is. Replacing and deleting take a lock file that all processes on this folder share.
 *
 * <p>A blob's version is its inode, size and time of modification, so a promoted file has the version it was staged with.
 */
public final class LocalStore implements Store {
    private static final String STAGING = "_slipway/staging";

    private final Path root;
    private final Durable durable = new Durable();
    private final KeyLocks locks;
    private final AtomicLong staged = new AtomicLong();

    /** The store at {@code root}, which is created when something is first written. */
    public LocalStore(Path root) {
        this.root = root.toAbsolutePath().normalize();
        this.locks = new KeyLocks(this.root.resolve("_slipway/locks"));
    }

    @Override
    public String root() {
        return root.toString();
    }

    @Override
    public Stream<Blob> list(String prefix) {
        Path start = deepestFolder(prefix);
        if (!Files.isDirectory(start)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.walk(start, FileVisitOption.FOLLOW_LINKS)) {
            // Sorted here, since a directory has no order; a stream of paths keeps no handle open.
            return files
                    .filter(Files::isRegularFile)
                    .map(this::key)
                    .filter(key -> key.startsWith(prefix) && !key.startsWith(STAGING + '/'))
                    .sorted(Comparator.naturalOrder())
                    .toList()
                    .stream()
                    .flatMap(key -> find(key).stream());
        } catch (IOException | UncheckedIOException e) {
            throw failure("list", prefix, e);
        }
    }

    private Path deepestFolder(String prefix) {
        int slash = prefix.lastIndexOf('/');
        return slash < 0 ? root : resolve(prefix.substring(0, slash));
    }

    private String key(Path path) {
        return root.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
    }

    private Path resolve(String key) {
        Path path = root.resolve(key).normalize();
        if (key.isEmpty() || !path.startsWith(root) || !key(path).equals(key)) {
            throw new Failure(Failure.Kind.CONFIG, "\"" + key + "\" is not a key inside " + root);
        }
        return path;
    }

    @Override
    public Optional<Blob> find(String key) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(resolve(key), BasicFileAttributes.class);
            return attributes.isRegularFile()
                    ? Optional.of(new Blob(key, attributes.size(), version(attributes)))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failure("look at", key, e);
        }
    }

    private static String version(BasicFileAttributes attributes) {
        return String.format(
                Locale.ROOT,
                "%s-%d-%d",
                attributes.fileKey(),
                attributes.size(),
                attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
    }

    @Override
    public InputStream read(Blob blob, long offset, long length) {
        Path path = resolve(blob.key());
        try {
            return RangeStream.open(path, offset, length, () -> checkUnchanged(blob));
        } catch (IOException e) {
            throw failure("read", blob.key(), e);
        }
    }

    private void checkUnchanged(Blob blob) {
        String found = find(blob.key()).map(Blob::version).orElse("nothing");
        if (!found.equals(blob.version())) {
            throw new Failure(
                    Failure.Kind.CORRUPT,
                    where(blob.key()) + " changed while it was in use (version " + blob.version() + ", now " + found
                            + ")");
        }
    }

    @Override
    public Optional<Path> path(Blob blob) {
        return Optional.of(resolve(blob.key()));
    }

    @Override
    public Staged stage(String attempt) {
        String key = STAGING + '/' + attempt + '-' + staged.incrementAndGet() + ".part";
        Path path = resolve(key);
        try {
            durable.createFolders(path.getParent());
            return new LocalStaged(path, () -> find(key).orElseThrow(), e -> failure("write", key, e));
        } catch (IOException e) {
            throw failure("create", key, e);
        }
    }

    @Override
    public Blob promote(Sealed sealed, String key, Expect expect) {
        Path target = resolve(key);
        Path source = resolve(sealed.blob().key());
        Optional<Blob> there = find(key);
        if (there.isPresent() && there.get().version().equals(sealed.blob().version())) {
            removeQuietly(source);
            return there.get();
        }
        try {
            durable.createFolders(target.getParent());
            place(source, target, key, expect);
            removeQuietly(source);
            durable.syncFolder(target.getParent());
            return find(key).orElseThrow(() -> new NoSuchFileException(target.toString()));
        } catch (IOException e) {
            throw failure("publish", key, e);
        }
    }

    /** Gives the bytes at {@code source} the name {@code target}, if what stands there is as expected. */
    private void place(Path source, Path target, String key, Expect expect) throws IOException {
        switch (expect) {
            case Expect.Absent absent -> {
                try {
                    Files.createLink(target, source);
                } catch (FileAlreadyExistsException e) {
                    throw new Conflict(key, where(key) + " exists already");
                } catch (UnsupportedOperationException e) {
                    throw new Failure(
                            Failure.Kind.CONFIG,
                            "the file system of " + root + " has no hard links, which publishing needs; choose another",
                            e);
                }
            }
            case Expect.Version version -> {
                try (KeyLocks.Held held = locks.hold(key)) {
                    expectVersion(key, version.version());
                    Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        }
    }

    private void expectVersion(String key, String version) {
        String found = find(key).map(Blob::version).orElse("nothing");
        if (!found.equals(version)) {
            throw new Conflict(key, where(key) + " is not what was expected: version " + version + ", found " + found);
        }
    }

    @Override
    public void discard(Sealed sealed) {
        removeQuietly(resolve(sealed.blob().key()));
    }

    @Override
    public Blob put(String key, byte[] body, Expect expect) {
        try (Staged staged = stage("put")) {
            staged.write(body, 0, body.length);
            Sealed sealed = staged.seal();
            try {
                return promote(sealed, key, expect);
            } finally {
                discard(sealed);
            }
        }
    }

    @Override
    public void delete(Blob blob) {
        Path path = resolve(blob.key());
        try (KeyLocks.Held held = locks.hold(blob.key())) {
            if (find(blob.key()).isEmpty()) {
                return;
            }
            expectVersion(blob.key(), blob.version());
            Files.delete(path);
            durable.syncFolder(path.getParent());
        } catch (IOException e) {
            throw failure("delete", blob.key(), e);
        }
    }

    @Override
    public Optional<Long> bytesFree() {
        Path existing = root;
        while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        try {
            return Optional.of(Files.getFileStore(existing).getUsableSpace());
        } catch (IOException e) {
            throw failure("ask for the free space of", existing.toString(), e);
        }
    }

    private static void removeQuietly(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // A leftover in the staging folder harms nobody; cleaning finds it by its age.
        }
    }

    private String where(String key) {
        return root.resolve(key).toString();
    }

    private Failure failure(String verb, String key, Exception e) {
        return LocalFailure.of(verb, root.resolve(key), e);
    }
}
