package dev.slipway.files;

import dev.slipway.store.Blob;
import dev.slipway.store.Store;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** An object of a store. */
record StoredFile(Store store, Blob blob, String name) implements FileInput {
    @Override
    public long size() {
        return blob.size();
    }

    @Override
    public Optional<Path> path() {
        return store.path(blob);
    }

    @Override
    public InputStream open() {
        return store.read(blob, 0, blob.size());
    }

    @Override
    public String mark() {
        return blob.version() + ' ' + blob.size();
    }
}
