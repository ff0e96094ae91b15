package dev.slipway.files;

import dev.slipway.store.Blob;
import dev.slipway.store.Store;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** A named file that can be read from its beginning as often as needed: it is, for rows and for counting. Thread-safe. */
public interface FileInput {
    /** How messages and rejects call it: a path or URL without credentials. */
    String name();

    /** Its bytes, as they are stored; packed, if it is packed. */
    long size();

    /** The file itself, where it is one of this machine: for readers that need a path. */
    Optional<Path> path();

    /**
     * What tells its bytes from all others: inputs of equal marks hold the same. Reads the file, unless its store knows.
     *
     * @throws dev.slipway.Failure as {@link #open}
     */
    default String mark() {
        return Hashed.sha256(this);
    }

    /** When it was changed last, where its store tells that. */
    default Optional<Instant> modified() {
        return Optional.empty();
    }

    /** Whether it is another now than when it was named, as far as one can tell without reading it. */
    default boolean changed() {
        return false;
    }

    /**
     * Its bytes from the beginning on, as they are stored; the caller closes the stream. {@link Unpacked} gives what they
     * hold.
     *
     * @throws dev.slipway.Failure CONFIG when it is not there or may not be read; UNAVAILABLE when that did not work
     */
    InputStream open();

    /**
     * A file of this machine.
     *
     * @throws dev.slipway.Failure CONFIG when there is no such file
     */
    static FileInput of(Path path) {
        return LocalFile.of(path, path.toString());
    }

    /** The same, called otherwise: for what is a file of this machine only to be read more than once. */
    static FileInput of(Path path, String name) {
        return LocalFile.of(path, name);
    }

    /** An object as it was seen; {@code name} is how people call it. */
    static FileInput of(Store store, Blob blob, String name) {
        return new StoredFile(store, blob, name);
    }

    /** Bytes that are there already and do not change. */
    static FileInput of(String name, byte[] bytes) {
        return new BytesFile(name, bytes);
    }
}
