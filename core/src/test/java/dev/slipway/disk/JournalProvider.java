package dev.slipway.disk;

import static dev.slipway.disk.JournalPath.inner;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a {@link JournalFileSystem} does; what nobody asks of it yet it refuses, lest something pass the journal by. */
final class JournalProvider extends FileSystemProvider {
    private final Journal journal;
    private final FileSystemProvider inner;

    JournalProvider(Journal journal, FileSystemProvider inner) {
        this.journal = journal;
        this.inner = inner;
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        Path file = inner(path);
        if (!journal.covers(file)) {
            return inner.newFileChannel(file, Set.of(StandardOpenOption.READ));
        }
        boolean create = options.contains(StandardOpenOption.CREATE_NEW) || options.contains(StandardOpenOption.CREATE);
        if (options.contains(StandardOpenOption.APPEND) || options.contains(StandardOpenOption.TRUNCATE_EXISTING)) {
            throw new UnsupportedOperationException(options.toString());
        }
        synchronized (journal) {
            FileChannel opened = create && inner.readAttributesIfExists(file, BasicFileAttributes.class) == null
                    ? journal.make(file, false, () -> inner.newFileChannel(file, options, attributes))
                    : inner.newFileChannel(file, options, attributes);
            return new JournalChannel(journal, journal.node(file), opened);
        }
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
        Path folder = inner(path);
        journal.make(folder, true, () -> {
            inner.createDirectory(folder, attributes);
            return folder;
        });
    }

    @Override
    public void createLink(Path link, Path existing) throws IOException {
        journal.link(inner(link), inner(existing), () -> {
            inner.createLink(inner(link), inner(existing));
            return link;
        });
    }

    @Override
    public void move(Path from, Path to, CopyOption... options) throws IOException {
        journal.move(inner(from), inner(to), () -> {
            inner.move(inner(from), inner(to), options);
            return to;
        });
    }

    @Override
    public void delete(Path path) throws IOException {
        journal.remove(inner(path), () -> {
            inner.delete(inner(path));
            return path;
        });
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> paths = inner.newDirectoryStream(inner(folder), path -> true)) {
            for (Path path : paths) {
                Path known = folder.resolve(path.getFileName().toString());
                if (filter.accept(known)) {
                    found.add(known);
                }
            }
        }
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return found.iterator();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return inner.readAttributes(inner(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        return inner.readAttributes(inner(path), attributes, options);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        return inner.getFileAttributeView(inner(path), type, options);
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return inner.getFileStore(inner(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        inner.checkAccess(inner(path), modes);
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        return inner.isSameFile(inner(one), inner(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return inner.isHidden(inner(path));
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        inner.setAttribute(inner(path), attribute, value, options);
    }

    @Override
    public void copy(Path from, Path to, CopyOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getScheme() {
        return "journal";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException();
    }
}
