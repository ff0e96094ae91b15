package dev.slipway.store;

import dev.slipway.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 (FIPS 180-4), as receipts keep it. */
public final class Sha256 {
    private static final int BUFFER_BYTES = 1 << 18;

    private Sha256() {}

    /** A hash of what is still to come. */
    public static MessageDigest start() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /** The hash of bytes. */
    public static byte[] of(byte[] bytes) {
        return start().digest(bytes);
    }

    /** The hash of texts in their order, in lower-case hexadecimal; other texts give another, however they are cut. */
    public static String of(List<String> texts) {
        MessageDigest hash = start();
        for (String text : texts) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            hash.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, utf8.length));
            hash.update(utf8);
        }
        return hex(hash);
    }

    /** The hash of a stored object, in lower-case hexadecimal. */
    public static String of(Store store, Blob blob) {
        return copy(store, blob, (bytes, offset, length) -> {});
    }

    /** Gives all bytes of a stored object to {@code sink}; their hash, in lower-case hexadecimal. */
    static String copy(Store store, Blob blob, Sink sink) {
        MessageDigest hash = start();
        byte[] buffer = new byte[BUFFER_BYTES];
        long read = 0;
        try (InputStream in = store.read(blob, 0, blob.size())) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                hash.update(buffer, 0, count);
                sink.write(buffer, 0, count);
                read += count;
            }
        } catch (IOException e) {
            throw new Failure(
                    Failure.Kind.UNAVAILABLE, "could not read " + blob.key() + " after " + read + " bytes: " + e, e);
        }
        return hex(hash);
    }

    /** Ends a hash; in lower-case hexadecimal. */
    public static String hex(MessageDigest hash) {
        return HexFormat.of().formatHex(hash.digest());
    }
}
