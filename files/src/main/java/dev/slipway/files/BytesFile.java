package dev.slipway.files;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** Bytes in memory. */
record BytesFile(String name, byte[] bytes) implements FileInput {
    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public Optional<Path> path() {
        return Optional.empty();
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(bytes);
    }
}
