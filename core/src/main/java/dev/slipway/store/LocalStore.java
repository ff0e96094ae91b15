package dev.slipway.store;

import dev.slipway.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
    private static final int BUFFER_BYTES = 1 << 20;

    private final Path root;
    private final LocalKeys keys;
    private final Durable durable = new Durable();
    private final KeyLocks locks;
    private final AtomicLong staged = new AtomicLong();

    /** The store at {@code root}, which is created when something is first written. */
    public LocalStore(Path root) {
        this.root = root.toAbsolutePath().normalize();
        this.keys = new LocalKeys(this.root);
        this.locks = new KeyLocks(this.root.resolve(LocalKeys.LOCKS));
    }

    @Override
    public String root() {
        return root.toString();
    }

    @Override
    public Stream<Blob> list(String prefix) {
        int slash = prefix.lastIndexOf('/');
        Path start = slash < 0 ? root : keys.path(prefix.substring(0, slash));
        LocalListing listing = new LocalListing(keys, prefix);
        try {
            Files.walkFileTree(start, Set.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, listing);
        } catch (IOException e) {
            throw failure("list", prefix, e);
        }
        return listing.sorted().stream();
    }

    @Override
    public Optional<Blob> find(String key) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(keys.path(key), BasicFileAttributes.class);
            return attributes.isRegularFile()
                    ? Optional.of(new Blob(key, attributes.size(), version(attributes)))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            if (LocalFailure.noFolder(e)) {
                return Optional.empty();
            }
            throw failure("look at", key, e);
        }
    }

    static String version(BasicFileAttributes attributes) {
        return String.format(
                Locale.ROOT,
                "%s-%d-%d",
                attributes.fileKey(),
                attributes.size(),
                attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
    }

    @Override
    public InputStream read(Blob blob, long offset, long length) {
        Path path = keys.path(blob.key());
        Objects.checkFromIndexSize(offset, length, blob.size());
        try {
            return RangeStream.open(path, offset, length, () -> checkUnchanged(blob));
        } catch (NoSuchFileException e) {
            throw changed(blob, "nothing");
        } catch (IOException e) {
            throw failure("read", blob.key(), e);
        }
    }

    private void checkUnchanged(Blob blob) {
        String found = find(blob.key()).map(Blob::version).orElse("nothing");
        if (!found.equals(blob.version())) {
            throw changed(blob, found);
        }
    }

    private Failure changed(Blob blob, String found) {
        return new Failure(
                Failure.Kind.CORRUPT,
                where(blob.key()) + " changed while it was in use (version " + blob.version() + ", now " + found + ")");
    }

    @Override
    public Optional<Path> path(Blob blob) {
        return Optional.of(keys.path(blob.key()));
    }

    @Override
    public Staged stage(String attempt) {
        // The next run looks for it by its name.
        Path staging = root.resolve(LocalKeys.STAGING);
        return stage(attempt, path -> BlockFile.uncached(path, BUFFER_BYTES), () -> durable.syncFolder(staging));
    }

    /** How a file is begun. */
    private interface Creation {
        BlockFile at(Path path) throws IOException;
    }

    private Staged stage(String attempt, Creation creation, LocalStaged.Naming naming) {
        while (true) {
            String key = LocalKeys.STAGING + '/' + attempt + '-' + staged.incrementAndGet() + Keys.PART;
            Path path = keys.path(key);
            try {
                durable.createFolders(path.getParent());
            } catch (IOException e) {
                throw failure("create", key, e);
            }
            try {
                return new LocalStaged(
                        path, creation.at(path), naming, () -> find(key).orElseThrow(), e -> failure("write", key, e));
            } catch (FileAlreadyExistsException e) {
                // Another process is writing under this number, or one was killed: take the next.
            } catch (IOException e) {
                throw failure("create", key, e);
            }
        }
    }

    @Override
    public Blob promote(Sealed sealed, String key, Expect expect) {
        Path target = keys.target(key);
        // What has a new name is the same file, whatever happens to that name before anyone could look.
        Blob promoted = new Blob(key, sealed.blob().size(), sealed.blob().version());
        if (stands(promoted)) {
            try {
                durable.syncFolder(target.getParent());
            } catch (IOException e) {
                throw failure("publish", key, e);
            }
            discard(sealed);
            return promoted;
        }
        try {
            durable.createFolders(target.getParent());
            place(sealed, target, promoted, expect);
            // While it is staged, the next one knows that it may not be durable yet.
            durable.syncFolder(target.getParent());
            discard(sealed);
            return promoted;
        } catch (IOException e) {
            throw failure("publish", key, e);
        }
    }

    /**
     * Gives the sealed file the name {@code target}, if what stands there is as expected. A network file system may have done
     * that and lost its own answer, and then finds that it was done: what stands there tells.
     */
    private void place(Sealed sealed, Path target, Blob promoted, Expect expect) throws IOException {
        switch (expect) {
            case Expect.Absent absent -> {
                if (find(promoted.key()).isPresent()) {
                    throw exists(promoted.key());
                }
                try {
                    Files.createLink(target, source(sealed));
                } catch (FileAlreadyExistsException e) {
                    if (!stands(promoted)) {
                        throw exists(promoted.key());
                    }
                } catch (UnsupportedOperationException e) {
                    throw new Failure(
                            Failure.Kind.CONFIG,
                            "the file system of " + root + " has no hard links, which publishing needs; choose another",
                            e);
                }
            }
            case Expect.Version version -> {
                try (KeyLocks.Held held = locks.hold(promoted.key())) {
                    expectVersion(promoted.key(), version.version());
                    Files.move(another(source(sealed)), target, StandardCopyOption.ATOMIC_MOVE);
                } catch (NoSuchFileException e) {
                    if (!stands(promoted)) {
                        throw e;
                    }
                }
            }
        }
    }

    private boolean stands(Blob blob) {
        return find(blob.key()).filter(blob::equals).isPresent();
    }

    /** One more name for a staged file, to be moved: as long as it has its own, whoever comes next knows that it may not be durable. */
    private Path another(Path source) throws IOException {
        String name = source.getFileName().toString().replace(Keys.PART, "");
        while (true) {
            Path link = source.resolveSibling(name + '-' + staged.incrementAndGet() + Keys.PART);
            try {
                return Files.createLink(link, source);
            } catch (FileAlreadyExistsException e) {
                // Made after all, or left by one who was killed; if that was for another file, take the next.
                if (Files.isSameFile(link, source)) {
                    return link;
                }
            }
        }
    }

    private Conflict exists(String key) {
        return new Conflict(key, where(key) + " exists already");
    }

    private Path source(Sealed sealed) {
        if (!isStaged(sealed)) {
            throw new Failure(
                    Failure.Kind.UNAVAILABLE,
                    where(sealed.blob().key()) + " was written but is gone: nothing was published; run again");
        }
        return keys.path(sealed.blob().key());
    }

    @Override
    public Optional<Sealed> staged(String key) {
        if (!keys.path(key).startsWith(root.resolve(LocalKeys.STAGING))) {
            throw new Failure(Failure.Kind.CONFIG, "\"" + key + "\" is no staged file of " + root);
        }
        return find(key).map(Sealed::new);
    }

    @Override
    public Stream<Leftover> leftovers() {
        List<Leftover> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(root.resolve(LocalKeys.STAGING))) {
            for (Path file : files) {
                String key = keys.of(file);
                Optional<Blob> blob = key.endsWith(Keys.PART) ? find(key) : Optional.empty();
                if (blob.isPresent()) {
                    found.add(new Leftover(
                            blob.get(), Files.getLastModifiedTime(file).toInstant()));
                }
            }
        } catch (NoSuchFileException e) {
            // No staging folder, or a file that went while we looked; whoever wants the others asks again.
            return found.stream();
        } catch (IOException e) {
            throw failure("list", LocalKeys.STAGING, e);
        }
        return found.stream();
    }

    /** Once a file has left it, another process may stage under the same name; while it is there, only we remove it. */
    private boolean isStaged(Sealed sealed) {
        return stands(sealed.blob());
    }

    private void expectVersion(String key, String version) {
        String found = find(key).map(Blob::version).orElse("nothing");
        if (!found.equals(version)) {
            throw new Conflict(key, where(key) + " is not what was expected: version " + version + ", found " + found);
        }
    }

    @Override
    public void discard(Sealed sealed) {
        if (isStaged(sealed)) {
            removeQuietly(keys.path(sealed.blob().key()));
        }
    }

    @Override
    public Blob put(String key, byte[] body, Expect expect) {
        keys.target(key);
        int bufferBytes = Math.clamp(body.length, 1, BUFFER_BYTES);
        try (Staged staged = stage("put", path -> BlockFile.cached(path, bufferBytes), () -> {})) {
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
        Path path = keys.target(blob.key());
        try (KeyLocks.Held held = locks.hold(blob.key())) {
            if (find(blob.key()).isPresent()) {
                expectVersion(blob.key(), blob.version());
                Files.delete(path);
            }
            // Whoever deleted it before us may have been killed before that was durable.
            Path parent = path.getParent();
            if (parent != null && Files.isDirectory(parent)) {
                durable.syncFolder(parent);
            }
        } catch (IOException e) {
            throw failure("delete", blob.key(), e);
        }
    }

    @Override
    public void settle(String key) {
        try {
            durable.syncFolder(keys.path(key).getParent());
        } catch (IOException e) {
            throw failure("sync the folder of", key, e);
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

    private Failure failure(String verb, String key, IOException e) {
        return LocalFailure.of(verb, root.resolve(key), e);
    }
}
