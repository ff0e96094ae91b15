package dev.slipway.parquet;

import dev.slipway.Failure;
import dev.slipway.store.Blob;
import dev.slipway.store.Store;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads parts of one stored file, and says what is wrong with it in one form. */
final class Ranges {
    /** Decodes a Thrift structure. */
    interface Decoder<T> {
        T decode(InputStream in) throws IOException;
    }

    private final Store store;
    private final Blob blob;

    Ranges(Store store, Blob blob) {
        this.store = store;
        this.blob = blob;
    }

    long size() {
        return blob.size();
    }

    /** @throws Failure CORRUPT when the file ends before {@code length} bytes were read */
    byte[] read(long offset, int length, String what) {
        try (InputStream in = open(offset, length, what)) {
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw corrupt(what + " at byte " + offset + " has " + length + " bytes, of which " + bytes.length
                        + " are there");
            }
            return bytes;
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    /** A stream over a part that lies within the file. */
    InputStream open(long offset, long length, String what) {
        if (offset < 0 || length < 0 || offset > size() - length) {
            throw corrupt(what + " is said to stand at byte " + offset + " and to have " + length
                    + " bytes, in a file of " + size());
        }
        return store.read(blob, offset, length);
    }

    /** A structure that takes exactly the bytes {@code [from, end)}, or fewer of them. */
    <T> T structure(byte[] bytes, int from, int end, String what, Decoder<T> decoder) {
        try {
            int stop = CompactWalk.end(bytes, from, end);
            return decoder.decode(new ByteArrayInputStream(bytes, from, stop - from));
        } catch (CompactWalk.Broken e) {
            throw corrupt(what + " cannot be decoded: " + e.getMessage());
        } catch (IOException | RuntimeException e) {
            // The decoder checks required fields, and trips over some values that are none of an enumeration's.
            throw new Failure(
                    Failure.Kind.CORRUPT, blob.key() + ": " + what + " cannot be decoded: " + e.getMessage(), e);
        }
    }

    Failure corrupt(String message) {
        return new Failure(Failure.Kind.CORRUPT, blob.key() + ": " + message);
    }

    Failure refused(String message) {
        return new Failure(Failure.Kind.INPUT, blob.key() + ": " + message);
    }

    Failure unavailable(IOException e) {
        return new Failure(Failure.Kind.UNAVAILABLE, blob.key() + " cannot be read: " + e.getMessage(), e);
    }
}
