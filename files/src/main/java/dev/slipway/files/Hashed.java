package dev.slipway.files;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of files. */
final class Hashed {
    private Hashed() {}

    static String sha256(FileInput file) {
        try (InputStream in = file.open()) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            DigestInputStream hashed = new DigestInputStream(in, digest);
            byte[] buffer = new byte[1 << 16];
            while (hashed.read(buffer) >= 0) {
                // The stream takes note of what passes.
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw FileTrouble.unread(file.name(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
