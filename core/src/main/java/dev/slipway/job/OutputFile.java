package dev.slipway.job;

import dev.slipway.data.Batch;
import dev.slipway.digest.Digest;
import dev.slipway.digest.Digester;
import dev.slipway.format.FileWriter;
import dev.slipway.format.Format;
import dev.slipway.store.Sealed;
import dev.slipway.store.Sha256;
import dev.slipway.store.Sink;
import dev.slipway.store.Staged;
import dev.slipway.store.Store;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;

/** A file being written: its bytes hashed on their way out, its rows digested while they are hot in the cache. */
final class OutputFile implements AutoCloseable {
    private final Staged staged;
    private final FileWriter writer;
    private final Digester digester;
    private final KeyRange range;
    private final MessageDigest hash = Sha256.start();
    private long bytes;

    OutputFile(Store store, Format format, Unit unit, Key key, String attempt) {
        digester = new Digester(unit.table().schema());
        range = new KeyRange(unit.table().schema(), key);
        staged = store.stage(attempt);
        try {
            writer = format.create(unit.table(), hashing(staged));
        } catch (RuntimeException | Error e) {
            staged.close();
            throw e;
        }
    }

    private Sink hashing(Sink sink) {
        return (array, offset, length) -> {
            hash.update(array, offset, length);
            bytes += length;
            sink.write(array, offset, length);
        };
    }

    int rowsWanted() {
        return writer.rowsWanted();
    }

    long rows() {
        return digester.digest().rows();
    }

    /** Bytes it would have if it were finished now. */
    long bytesExpected() {
        return writer.bytes();
    }

    /** Memory that it takes, roughly. */
    long bytesHeld() {
        return writer.bytesHeld() + staged.bytesHeld();
    }

    void write(Batch batch) {
        digester.add(batch);
        range.add(batch);
        writer.write(batch);
    }

    /** What has been written, complete but not visible. */
    record Output(Sealed sealed, Digest rows, KeyRange range, long bytes, String sha256) {}

    Output finish(Map<String, String> metadata) {
        Map<String, String> all = new TreeMap<>(metadata);
        all.put("slipway.digest", digester.digest().toString());
        all.put("slipway.key.first", range.firstText());
        all.put("slipway.key.last", range.lastText());
        writer.finish(all);
        return new Output(staged.seal(), digester.digest(), range, bytes, Sha256.hex(hash));
    }

    @Override
    public void close() {
        try (staged) {
            writer.close();
        }
    }
}
