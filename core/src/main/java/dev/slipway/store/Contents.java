package dev.slipway.store;

import dev.slipway.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The bytes of stored objects, on their way and by their hash. */
final class Contents {
    private static final int BUFFER_BYTES = 1 << 18;

    private Contents() {}

    /** A SHA-256 of what is still to come. */
    static MessageDigest hash() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /** Gives all bytes of an object to {@code sink}; their hash, in lower-case hexadecimal. */
    static String copy(Store store, Blob blob, Sink sink) {
        MessageDigest hash = hash();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = store.read(blob, 0, blob.size())) {
            for (int count = read(in, buffer, blob); count >= 0; count = read(in, buffer, blob)) {
                hash.update(buffer, 0, count);
                sink.write(buffer, 0, count);
            }
        } catch (IOException e) {
            throw failure(blob, e);
        }
        return HexFormat.of().formatHex(hash.digest());
    }

    private static int read(InputStream in, byte[] buffer, Blob blob) {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw failure(blob, e);
        }
    }

    private static Failure failure(Blob blob, IOException e) {
        return new Failure(Failure.Kind.UNAVAILABLE, "could not read " + blob.key() + ": " + e, e);
    }
}
